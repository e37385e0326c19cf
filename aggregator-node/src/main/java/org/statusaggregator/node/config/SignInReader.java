package org.statusaggregator.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.ldap.LdapSyntax;
import org.statusaggregator.node.signin.SignInSource;

/** Reads the block {@code sign-in}. */
final class SignInReader {
    private static final String ANY_NAME = "(&(objectClass=%s)(|(%s={name})(%s={name})(mail={name})))";

    private final Block block;
    private final Map<String, DataSource> sources;

    /**
     * A reader.
     *
     * @param sources the data sources that are good, by name
     * @param problems takes down what is wrong
     */
    SignInReader(Config signIn, Map<String, DataSource> sources, List<String> problems) {
        this.block = new Block("status-aggregator.sign-in", ConfigFactory.empty(), signIn, problems);
        this.sources = sources;
    }

    /** Where people sign in; null if nowhere, or if there is a problem, which has been taken down. */
    @Nullable SignInSource read() {
        String name = block.text("data-source");
        SignInSource.Access access = new SignInSource.Access(groups("user-groups"), groups("admin-groups"));
        String given = filter();
        String searchDn = name("search-dn");
        String groupSearchDn = name("group-search-dn");
        if (name.isEmpty()) {
            return null;
        }
        DataSource source = sources.get(name);
        DataSource.Server server = source == null ? null : source.server();
        if (server == null) {
            block.problem("data-source", name, "the name of a data source of type ldap");
            return null;
        }
        String people = searchDn.isEmpty() ? server.searchDn() : searchDn;
        if (people.isEmpty()) {
            block.problem("search-dn", "", "where people are, here or with the data source " + name);
        }
        return new SignInSource(
                name,
                server,
                people,
                given.isEmpty() ? usual(server.subtype()) : given,
                groupSearchDn.isEmpty() ? LdapSyntax.domain(people) : groupSearchDn,
                access);
    }

    private static String usual(DataSource.Subtype subtype) {
        return subtype == DataSource.Subtype.ACTIVE_DIRECTORY
                ? ANY_NAME.formatted("user", "sAMAccountName", "userPrincipalName")
                : ANY_NAME.formatted("person", "uid", "uid");
    }

    private String filter() {
        String filter = block.text("user-filter");
        boolean good =
                filter.contains(SignInSource.NAME) && LdapSyntax.isFilter(filter.replace(SignInSource.NAME, "x"));
        if (!filter.isEmpty() && !good) {
            block.problem("user-filter", filter, "an LDAP filter with {name}, such as (uid={name})");
        }
        return filter;
    }

    private String name(String key) {
        String dn = block.text(key);
        if (!LdapSyntax.isName(dn)) {
            block.problem(key, dn, "a distinguished name such as ou=people,dc=example,dc=com");
        }
        return dn;
    }

    private List<String> groups(String key) {
        List<String> groups = block.texts(key);
        for (String group : groups) {
            if (group.isBlank() || !LdapSyntax.isName(group)) {
                block.problem(key, group, "distinguished names of groups");
            }
        }
        return groups;
    }
}
