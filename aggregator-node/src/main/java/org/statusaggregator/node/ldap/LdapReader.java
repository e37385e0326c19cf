package org.statusaggregator.node.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/** Reads a directory server page by page. A host that fails, also in the middle, is left for the next one, which is read from the beginning. Referrals are not followed. */
final class LdapReader implements DirectoryReader {
    @Override
    public String read(ContactListSource list, Sink sink) throws DirectoryException {
        DataSource.Server server = Objects.requireNonNull(list.source().server(), "a data source without server");
        List<String> failures = new ArrayList<>();
        for (DataSource.Host host : server.hosts()) {
            sink.restart();
            try {
                String told = new Reading(list, server, host, sink).run();
                return failures.isEmpty()
                        ? told
                        : join(told, "read from " + host + ", as " + String.join("; ", failures));
            } catch (LDAPException e) {
                DirectoryException failure =
                        LdapErrors.of(host, "reading \"" + list.search().dn() + "\"", e);
                if (!LdapErrors.tryNext(e)) {
                    throw failure;
                }
                failures.add(String.valueOf(failure.getMessage()));
            }
        }
        throw new DirectoryException(String.join("; ", failures));
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : one + "; " + other;
    }

    /** One attempt at one host. */
    private static final class Reading implements SearchResultListener {
        private final ContactListSource list;
        private final DataSource.Server server;
        private final DataSource.Host host;
        private final Sink sink;
        private final long deadline;
        private int referrals;
        private @Nullable LDAPConnection connection;

        Reading(ContactListSource list, DataSource.Server server, DataSource.Host host, Sink sink) {
            this.list = list;
            this.server = server;
            this.host = host;
            this.sink = sink;
            this.deadline = System.nanoTime() + server.limits().load().toNanos();
        }

        String run() throws LDAPException, DirectoryException {
            try (LDAPConnection open = LdapConnections.open(server, host)) {
                connection = open;
                bind(open);
                @Nullable ASN1OctetString cookie = null;
                do {
                    cookie = page(open, cookie);
                } while (cookie != null);
            }
            boolean usual = server.subtype() == DataSource.Subtype.ACTIVE_DIRECTORY; // to its DNS partitions
            return referrals == 0 || usual ? "" : referrals + " referrals were not followed";
        }

        private void bind(LDAPConnection open) throws LDAPException, DirectoryException {
            try {
                LdapConnections.bind(open, server);
            } catch (LDAPException e) {
                if (LdapErrors.tryNext(e)) {
                    throw e;
                }
                throw LdapErrors.of(host, "signing in as \"" + server.bindDn() + "\"", e);
            }
        }

        /** Reads a page. Returns where the next one begins; null = that was the last one. */
        private @Nullable ASN1OctetString page(LDAPConnection open, @Nullable ASN1OctetString cookie)
                throws LDAPException {
            SearchRequest request = new SearchRequest(
                    this,
                    list.search().dn(),
                    scope(),
                    DereferencePolicy.NEVER,
                    0,
                    0,
                    false,
                    list.search().filter(),
                    list.mapping().attributes().toArray(String[]::new));
            request.addControl(new SimplePagedResultsControl(server.limits().pageSize(), cookie));
            SearchResult result = open.search(request);
            if (isLate()) {
                throw late();
            }
            @Nullable SimplePagedResultsControl next = SimplePagedResultsControl.get(result);
            return next != null && next.moreResultsToReturn() ? next.getCookie() : null;
        }

        private SearchScope scope() {
            return switch (list.search().scope()) {
                case BASE -> SearchScope.BASE;
                case ONE -> SearchScope.ONE;
                case SUB -> SearchScope.SUB;
            };
        }

        private boolean isLate() {
            return System.nanoTime() - deadline > 0;
        }

        private LDAPException late() {
            return new LDAPException(
                    ResultCode.TIMEOUT,
                    "not read to its end within " + server.limits().load().toSeconds() + " s (load=…)");
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            if (isLate() && connection != null) {
                connection.close(); // a server that sends just enough would keep us for ever
                return;
            }
            sink.entry(new LdapEntry(entry));
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {
            referrals++;
        }
    }
}
