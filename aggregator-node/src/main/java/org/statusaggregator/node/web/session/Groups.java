package org.statusaggregator.node.web.session;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.naming.ldap.LdapName;
import org.statusaggregator.node.contacts.GroupNames;

/** Those groups of a person that matter here: a person may be in hundreds, and a cookie holds few. */
public final class Groups {
    private Groups() {}

    /** Those that are among the others too, in the others' spelling; compared as directories do. */
    public static List<String> common(Collection<String> groups, Collection<String> others) {
        Set<LdapName> names = GroupNames.of(groups);
        return others.stream()
                .distinct()
                .filter(other -> GroupNames.of(List.of(other)).stream().anyMatch(names::contains))
                .toList();
    }
}
