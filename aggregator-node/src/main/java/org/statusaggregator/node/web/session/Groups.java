package org.statusaggregator.node.web.session;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Distinguished names of groups, compared as directories do: case and blanks do not matter. */
public final class Groups {
    private Groups() {}

    /** Those that are among the others too, in the others' spelling. */
    public static List<String> common(Collection<String> groups, Collection<String> others) {
        Set<LdapName> names = new HashSet<>();
        groups.forEach(group -> add(group, names));
        return others.stream()
                .distinct()
                .filter(other -> {
                    Set<LdapName> name = new HashSet<>();
                    add(other, name);
                    return name.stream().anyMatch(names::contains);
                })
                .toList();
    }

    /** Whether both have one. */
    public static boolean overlap(Collection<String> groups, Collection<String> others) {
        return !common(groups, others).isEmpty();
    }

    private static void add(String text, Set<LdapName> names) {
        try {
            names.add(new LdapName(text));
        } catch (InvalidNameException e) {
            // nobody is a member of what is no name
        }
    }
}
