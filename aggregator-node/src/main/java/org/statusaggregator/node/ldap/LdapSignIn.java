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
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.signin.SignInException.Reason;
import org.statusaggregator.node.signin.SignInSource;

/**
 * Signs people in at a data source: finds the one entry that has the name, as the configured account, and binds as that entry. A name that nobody has is answered like a wrong
 * password, also in what the server is asked.
 */
final class LdapSignIn implements SignIn {
    private static final Logger LOG = LogManager.getLogger(LdapSignIn.class);
    private static final int LONGEST = 256;

    private final SignInSource source;
    private final DataSource.Server server;
    private final LdapGroups groups;

    /** Sign-in at this source. */
    LdapSignIn(SignInSource source) {
        this.source = source;
        this.server = source.server();
        this.groups = new LdapGroups(server.subtype(), source.groupSearchDn());
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
                if (!LdapErrors.tryNext(e)) {
                    break; // our own password, for instance: to repeat it elsewhere may lock our account
                }
            } catch (DirectoryException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        LOG.warn("sign-in at {}: {}", source.source(), String.join("; ", failures));
        throw new SignInException(Reason.UNAVAILABLE, String.join("; ", failures));
    }

    private Person at(DataSource.Host host, String name, String password)
            throws LDAPException, DirectoryException, SignInException {
        try (LDAPConnection reader = LdapConnections.open(server, host)) {
            LdapConnections.bind(reader, server);
            @Nullable SearchResultEntry entry = find(reader, name);
            String dn = entry == null
                    ? "cn=nobody-" + Integer.toHexString(name.hashCode()) + "," + source.searchDn()
                    : entry.getDN();
            boolean right = isPassword(host, dn, password);
            if (entry == null || !right) {
                throw new SignInException(Reason.REFUSED, entry == null ? "no such name" : dn + ": refused");
            }
            List<String> memberships = groups.of(reader, entry);
            @Nullable Role role = source.access().role(memberships);
            if (role == null) {
                throw new SignInException(Reason.REFUSED, dn + ": in none of the groups that may sign in");
            }
            return LdapPerson.of(entry, memberships, role);
        }
    }

    /** The one entry of a person with this name; null if there is none, or several. */
    private @Nullable SearchResultEntry find(LDAPConnection reader, String name) throws LDAPException {
        Filter filter = Filter.create(source.userFilter().replace(SignInSource.NAME, Filter.encodeValue(name)));
        SearchRequest request = new SearchRequest(source.searchDn(), SearchScope.SUB, filter, LdapPerson.ATTRIBUTES);
        request.setSizeLimit(2);
        SearchResult result = search(reader, request);
        return result.getEntryCount() == 1 ? result.getSearchEntries().get(0) : null;
    }

    /** What a search found, be it cut by its size limit. */
    static SearchResult search(LDAPConnection reader, SearchRequest request) throws LDAPException {
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
            SimpleBindRequest request = new SimpleBindRequest(dn, password);
            request.setResponseTimeoutMillis(server.limits().bind().toMillis());
            connection.bind(request);
            return true;
        } catch (LDAPException e) {
            if (LdapErrors.tryNext(e)) {
                throw e;
            }
            return false;
        }
    }
}
