package org.statusaggregator.node.contacts;

import java.util.Collection;
import java.util.Set;
import javax.naming.ldap.LdapName;

/**
 * Who asks, as far as contact lists care.
 *
 * @param seesAll whether also lists that are not public
 * @param groups the groups that the viewer is a member of
 */
public record Viewer(boolean seesAll, Set<LdapName> groups) {
    /** An administrator. */
    public static final Viewer ADMIN = new Viewer(true, Set.of());
    /** Somebody who sees what everybody sees. */
    public static final Viewer PUBLIC = new Viewer(false, Set.of());

    /** Copies the groups. */
    public Viewer {
        groups = Set.copyOf(groups);
    }

    /** A user who is a member of these groups, distinguished names; case and blanks do not matter. */
    public static Viewer member(Collection<String> groups) {
        return new Viewer(false, GroupNames.of(groups));
    }

    /** Whether the list is shown to this viewer. */
    public boolean sees(ContactListSource list) {
        return seesAll
                || list.audience().everybody()
                || GroupNames.of(list.audience().groups()).stream().anyMatch(groups::contains);
    }
}
