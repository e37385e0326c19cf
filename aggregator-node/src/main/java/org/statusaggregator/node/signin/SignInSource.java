package org.statusaggregator.node.signin;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.GroupNames;

/**
 * Where people sign in, as it is configured.
 *
 * @param source name of the data source
 * @param server its server
 * @param searchDn people are below it
 * @param userFilter finds the one entry of a person (RFC 4515), {@link #NAME} standing for what the person typed
 * @param groupSearchDn groups are below it
 * @param access who may sign in, and as what
 */
public record SignInSource(
        String source,
        DataSource.Server server,
        String searchDn,
        String userFilter,
        String groupSearchDn,
        Access access) {
    /** In {@link #userFilter}: what the person typed. */
    public static final String NAME = "{name}";

    /**
     * Who may sign in, and as what. Groups are distinguished names; case and blanks do not matter.
     *
     * @param userGroups whose members may sign in; empty = everybody whom the filter finds
     * @param adminGroups whose members are administrators, and may sign in
     */
    public record Access(List<String> userGroups, List<String> adminGroups) {
        /** Copies both lists. */
        public Access {
            userGroups = List.copyOf(userGroups);
            adminGroups = List.copyOf(adminGroups);
        }

        /** The role of somebody who is a member of these groups; null = may not sign in. */
        public SignIn.@Nullable Role role(Collection<String> groups) {
            Set<LdapName> own = GroupNames.of(groups);
            if (GroupNames.of(adminGroups).stream().anyMatch(own::contains)) {
                return SignIn.Role.ADMIN;
            }
            boolean user =
                    userGroups.isEmpty() || GroupNames.of(userGroups).stream().anyMatch(own::contains);
            return user ? SignIn.Role.USER : null;
        }
    }
}
