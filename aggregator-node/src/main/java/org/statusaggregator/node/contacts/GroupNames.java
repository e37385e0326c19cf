package org.statusaggregator.node.contacts;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Distinguished names of groups, as texts of people and servers, made comparable: case and blanks do not matter. */
public final class GroupNames {
    private GroupNames() {}

    /** The names; a text that is none is left out, as nobody is a member of it. */
    public static Set<LdapName> of(Collection<String> texts) {
        Set<LdapName> names = new HashSet<>();
        for (String text : texts) {
            try {
                names.add(new LdapName(text));
            } catch (InvalidNameException e) {
                // nobody is a member of what is no name
            }
        }
        return names;
    }
}
