package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.signin.SignInException.Reason;

/**
 * Signs people in at a data source: finds the one entry that has the name, as the configured account, and binds as that entry. A name that nobody has is answered like a wrong
 * password, also in what the server is asked.
 */
public final class LdapSignIn implements SignIn {
    private static final Logger LOG = LogManager.getLogger(LdapSignIn.class);
    private static final int LONGEST = 256;
    private static final int MOST_GROUPS = 2_000;
    /** Active Directory: also by way of other groups. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private final DataSource.Server server;
    private final String searchDn;

    /**
     * Sign-in at this server.
     *
     * @param searchDn people and groups are below it
     */
    public LdapSignIn(DataSource.Server server, String searchDn) {
        this.server = server;
        this.searchDn = searchDn;
    }

    @Override
    public Person signIn(String name, String password, String from) throws SignInException {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > LONGEST || password.isEmpty() || password.length() > LONGEST) {
            // a server takes an empty password for an anonymous bind, and says yes
            throw new SignInException(Reason.REFUSED, "empty or too long");
        }
        List<String> failures = new ArrayList<>();
        for (DataSource.Host host : server.hosts()) {
            try {
                return at(host, plain, password);
            } catch (LDAPException e) {
                failures.add(String.valueOf(LdapErrors.of(host, "sign-in", e).getMessage()));
            } catch (DirectoryException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        LOG.warn("sign-in: {}", String.join("; ", failures));
        throw new SignInException(Reason.UNAVAILABLE, String.join("; ", failures));
    }

    private Person at(DataSource.Host host, String name, String password)
            throws LDAPException, DirectoryException, SignInException {
        try (LDAPConnection reader = LdapConnections.open(server, host)) {
            LdapConnections.bind(reader, server);
            @Nullable SearchResultEntry entry = find(reader, name);
            String dn = entry == null
                    ? "cn=nobody-" + Integer.toHexString(name.hashCode()) + "," + searchDn
                    : entry.getDN();
            boolean right = isPassword(host, dn, password);
            if (entry == null || !right) {
                throw new SignInException(Reason.REFUSED, entry == null ? "no such name" : dn + ": refused");
            }
            return person(entry, groups(reader, entry));
        }
    }

    private boolean isActiveDirectory() {
        return server.subtype() == DataSource.Subtype.ACTIVE_DIRECTORY;
    }

    /** The one entry of a person with this name; null if there is none, or several. */
    private @Nullable SearchResultEntry find(LDAPConnection reader, String name) throws LDAPException {
        Stream<String> attributes = isActiveDirectory()
                ? Stream.of("sAMAccountName", "userPrincipalName", "mail")
                : Stream.of("uid", "mail");
        // Filter.createEqualityFilter escapes whatever the name holds
        Filter anyName = Filter.createORFilter(attributes
                .map(attribute -> Filter.createEqualityFilter(attribute, name))
                .toList());
        Filter person = Filter.createEqualityFilter("objectClass", isActiveDirectory() ? "user" : "person");
        SearchRequest request = new SearchRequest(
                searchDn,
                SearchScope.SUB,
                Filter.createANDFilter(person, anyName),
                "cn",
                "displayName",
                "mail",
                "memberOf");
        request.setSizeLimit(2);
        SearchResult result = search(reader, request);
        return result.getEntryCount() == 1 ? result.getSearchEntries().get(0) : null;
    }

    private static SearchResult search(LDAPConnection reader, SearchRequest request) throws LDAPException {
        try {
            return reader.search(request);
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return e.getSearchResult();
            }
            throw e;
        }
    }

    /** On a connection of its own: the reader's stays the reader's. */
    private boolean isPassword(DataSource.Host host, String dn, String password)
            throws LDAPException, DirectoryException {
        try (LDAPConnection connection = LdapConnections.open(server, host)) {
            connection.bind(new SimpleBindRequest(dn, password));
            return true;
        } catch (LDAPException e) {
            if (LdapErrors.tryNext(e)) {
                throw e;
            }
            return false;
        }
    }

    private List<String> groups(LDAPConnection reader, SearchResultEntry entry) throws LDAPException {
        Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        String[] own = entry.getAttributeValues("memberOf");
        groups.addAll(own == null ? List.of() : List.of(own));
        String dn = entry.getDN();
        Filter member = isActiveDirectory()
                ? Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, dn)
                : Filter.createORFilter(
                        Filter.createEqualityFilter("member", dn), Filter.createEqualityFilter("uniqueMember", dn));
        SearchRequest request = new SearchRequest(root(), SearchScope.SUB, member, "1.1");
        request.setSizeLimit(MOST_GROUPS);
        search(reader, request).getSearchEntries().forEach(group -> groups.add(group.getDN()));
        return List.copyOf(groups);
    }

    /** Groups often stand beside people and not below: everything of the domain is searched. */
    private String root() {
        int domain = searchDn.toLowerCase(Locale.ROOT).indexOf("dc=");
        return domain < 0 ? searchDn : searchDn.substring(domain);
    }

    private static Person person(SearchResultEntry entry, List<String> groups) {
        String display = entry.getAttributeValue("displayName");
        String name = display == null ? entry.getAttributeValue("cn") : display;
        List<String> emails = new ArrayList<>();
        String[] mails = entry.getAttributeValues("mail");
        for (String mail : mails == null ? new String[0] : mails) {
            emails.add(Emails.normalize(mail));
        }
        return new Person(entry.getDN(), name == null ? entry.getDN() : name, emails, groups);
    }
}
