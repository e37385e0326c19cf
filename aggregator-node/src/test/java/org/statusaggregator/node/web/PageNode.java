package org.statusaggregator.node.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.secret.ClusterSecrets;
import org.statusaggregator.node.signin.LimitedSignIn;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.support.InMemoryContactStore;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestDirectory;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewThread;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.web.api.AdminParts;
import org.statusaggregator.node.web.api.ApiSettings;
import org.statusaggregator.node.web.api.NodePage;

/** The page's port of a node without a cluster: real HTTPS, real views, made-up people. Everybody's password is "secret". */
final class PageNode implements AutoCloseable {
    static final String BOARD = "cn=board,dc=example,dc=com";

    final InMemoryRosterStore store;
    final TestDirectory directory;
    final ViewThread loop = new ViewThread();
    final ViewThread contactLoop = new ViewThread("contacts");
    final StatusView view;
    final WatchHub hub;
    final Contacts contacts;
    final WebServer server;
    final CertificateAuthority ca;
    private final Map<String, List<String>> groups = new TreeMap<>();

    /** What several nodes share. */
    record Cluster(
            InMemoryRosterStore store,
            TestDirectory directory,
            ClusterSecrets secrets,
            CertificateAuthority ca,
            KeyRing ring) {}

    PageNode(Cluster cluster, InstantSource clock, int mostStreamsOfOne) throws IOException, GeneralSecurityException {
        this.store = cluster.store();
        this.directory = cluster.directory();
        this.ca = cluster.ca();
        this.view = new StatusView(store, loop);
        this.hub = new WatchHub("sa1", view, loop, node -> true, 16);
        loop.execute(() -> view.round(store.cicServers()));
        List<ContactListSource> lists = List.of(
                TestDirectory.list("people"),
                TestDirectory.list("plain", false, new ContactListSource.Audience(true, List.of())),
                TestDirectory.list("board", true, new ContactListSource.Audience(false, List.of(BOARD))));
        this.contacts = new Contacts(
                lists,
                Duration.ZERO,
                new Contacts.Parts(
                        "sa1",
                        new InMemoryContactStore(),
                        ContactArchive.NONE,
                        directory,
                        view,
                        loop,
                        contactLoop,
                        () -> true,
                        InstantSource.system()));
        contacts.onChange(hub::contactListChanged);
        groups.put("bea", List.of(BOARD.toUpperCase(java.util.Locale.ROOT)));
        KeyRing ring = cluster.ring();
        WebServer.Parts parts = new WebServer.Parts(
                view,
                loop,
                hub,
                contacts.directory(),
                new LimitedSignIn(this::signIn, clock),
                ring,
                cluster.secrets(),
                () -> List.of(
                        new NodePage("sa1", "https://localhost:1/", true, "1.0", true),
                        new NodePage("sa2", "https://localhost:2/", false, "1.0", false)),
                new AdminParts(contacts.polls(), member -> true, () -> Map.of("sa1", java.time.Instant.EPOCH)));
        ApiSettings api = new ApiSettings("", Duration.ofHours(1), 100, mostStreamsOfOne, "test");
        this.server = WebServer.listen(
                new WebSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true, api),
                tls(ring),
                parts,
                clock);
        server.serve();
    }

    private static SSLContext tls(KeyRing ring) throws GeneralSecurityException {
        return SslContexts.forPage(ring, ring, PeerRule.roles(Role.CIC, Role.ADMIN));
    }

    private SignIn.Person signIn(String name, String password, String from) throws SignInException {
        if (name.equals("down")) {
            throw new SignInException(SignInException.Reason.UNAVAILABLE, "test");
        }
        if (!password.equals("secret")) {
            throw new SignInException(SignInException.Reason.REFUSED, "test");
        }
        return new SignIn.Person(
                "uid=" + name + ",dc=example,dc=com",
                name,
                List.of(name + "@example.com"),
                groups.getOrDefault(name, List.of()),
                name.equals("ann") ? SignIn.Role.ADMIN : SignIn.Role.USER);
    }

    @Override
    public void close() {
        server.close();
        contacts.close();
        contactLoop.close();
        loop.close();
    }
}
