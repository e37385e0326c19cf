package org.statusaggregator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.cluster.MemberInfo;
import org.statusaggregator.node.cluster.MemberSettings;
import org.statusaggregator.node.cluster.tls.MemberTls;
import org.statusaggregator.node.cluster.tls.MemberTlsSettings;
import org.statusaggregator.node.config.NodeConfig;
import org.statusaggregator.node.config.WebConfig;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.grpc.GrpcServer;
import org.statusaggregator.node.grpc.ServiceSettings;
import org.statusaggregator.node.ldap.Directories;
import org.statusaggregator.node.metrics.MetricsServer;
import org.statusaggregator.node.metrics.NodeMetrics;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.LeaseSweeper;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.signin.SignInSource;
import org.statusaggregator.node.storage.Storage;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.storage.StorageSettings;
import org.statusaggregator.node.storage.contacts.ContactPart;
import org.statusaggregator.node.storage.rosters.RosterPart;
import org.statusaggregator.node.storage.rosters.RosterRestore;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewThread;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.web.WebServer;
import org.statusaggregator.node.web.api.AdminParts;

/** One aggregator node. Starts its parts in order and stops them in reverse; this is the only place that knows them all. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Node.class);

    /** How long a node that starts waits for the contact lists that the cluster has. */
    private static final Duration CONTACT_LISTS = Duration.ofSeconds(15);

    private final NodeConfig config;
    private final KeyRing ring;
    private final ExpiryWatch expiry;
    private final @Nullable Storage storage;
    private final ClusterMember cluster;
    private final ViewThread loop;
    private final StatusView view;
    private final WatchHub hub;
    private final Connections connections;
    private final Rounds rounds;
    private final ContactPart contactDisk;
    private final ViewThread contactLoop;
    private final Contacts contacts;
    private final GrpcServer grpc;
    private final @Nullable WebServer web;
    private final @Nullable MetricsServer metrics;

    private Node(NodeConfig config, KeyRing ring) throws IOException, GeneralSecurityException {
        this.config = config;
        this.storage = storage(config);
        this.contactDisk = contactDisk(config, storage);
        this.ring = ring;
        this.expiry = new ExpiryWatch(ring, Clock.systemUTC());
        MemberTlsSettings links = MemberTlsSettings.of(ring, Clock.systemUTC());
        this.cluster = ClusterMember.join(settings(config), hazelcast -> MemberTls.start(hazelcast, links));
        this.loop = new ViewThread();
        this.view = new StatusView(cluster.rosters(), loop);
        this.hub = new WatchHub(
                config.name(), view, loop, cluster::isMember, config.limits().snapshotsAtOnce());
        SessionService sessions = new SessionService(config.name(), cluster.rosters(), Clock.systemUTC());
        this.connections = new Connections(sessions);
        LeaseSweeper.start(view, loop, sessions, cluster::isOldest);
        this.rounds = new Rounds(cluster.rosters(), view, loop);
        this.contactLoop = new ViewThread("contacts");
        this.contacts = contacts();
        contacts.onChange(hub::contactListChanged);
        cluster.onChange(() -> {
            rounds.soon();
            hub.membersChanged();
            contacts.round();
        });
        InetSocketAddress address =
                new InetSocketAddress(config.grpc().address(), config.grpc().port());
        Supplier<StorageHealth> health = storage == null ? () -> StorageHealth.OFF : storage::health;
        GrpcServer.Parts parts = new GrpcServer.Parts(
                cluster, view, loop, hub, sessions, connections, contacts, health, serviceSettings());
        this.grpc = GrpcServer.listen(address, ring, parts);
        this.web = config.web() == null ? null : web(config.web(), ring);
        this.metrics = config.metrics() == null ? null : metrics(config.metrics(), health);
    }

    private MetricsServer metrics(NodeConfig.Metrics where, Supplier<StorageHealth> health) throws IOException {
        Supplier<Set<String>> members =
                () -> cluster.members().stream().map(MemberInfo::name).collect(Collectors.toUnmodifiableSet());
        NodeMetrics numbers = new NodeMetrics(
                new NodeMetrics.Parts(BuildVersion.TEXT, view, loop, hub, contacts.polls(), ring, members, health));
        return MetricsServer.listen(new InetSocketAddress(where.address(), where.port()), numbers::text);
    }

    private WebServer web(WebConfig page, KeyRing ring) throws IOException, GeneralSecurityException {
        KeyRing own = Pages.ring(page);
        AdminParts admin =
                new AdminParts(contacts.polls(), cluster::isMember, () -> Pages.certificates(config.name(), ring, own));
        WebServer.Parts parts = new WebServer.Parts(
                view,
                loop,
                hub,
                contacts.directory(),
                signIn(),
                ring,
                cluster.secrets(),
                () -> Pages.of(cluster),
                admin);
        WebServer server = WebServer.listen(Pages.settings(page), Pages.tls(own, ring), parts, Clock.systemUTC());
        cluster.onChange(server::refresh);
        loop.every(Pages.REFRESH, server::refresh);
        return server;
    }

    private SignIn signIn() {
        SignInSource source = config.signIn();
        if (source == null) {
            LOG.warn("nobody can sign in at the directory page (sign-in.data-source)");
            return (name, password, from) -> {
                throw new SignInException(SignInException.Reason.UNAVAILABLE, "no directory is configured for sign-in");
            };
        }
        return Directories.signIn(source, Clock.systemUTC());
    }

    /**
     * Starts a node and waits until it serves: joined, its view complete, and what its disk knows given to the cluster.
     *
     * @throws IOException if a port is taken or a certificate file unreadable
     * @throws GeneralSecurityException if a certificate is unusable
     */
    public static Node start(NodeConfig config) throws IOException, GeneralSecurityException {
        KeyRing ring = OwnCertificate.follow(config.certificates(), config.name(), Clock.systemUTC());
        LOG.info("{} {} starts", config.name(), BuildVersion.TEXT);
        Node node = new Node(config, ring);
        node.view.completion().toCompletableFuture().join();
        node.remember();
        node.contacts.awaitLists(CONTACT_LISTS);
        node.grpc.serve();
        if (node.web != null) {
            node.web.serve();
            LOG.info("{} serves the directory page at port {}", config.name(), node.web.port());
        }
        LOG.info(
                "{} serves CIC servers at {} (port {}), members: {}",
                config.name(),
                config.grpc().advertisedHost(),
                node.grpc.port(),
                node.cluster.members().stream().map(MemberInfo::name).toList());
        return node;
    }

    private static @Nullable Storage storage(NodeConfig config) throws IOException {
        if (!config.storage().enabled()) {
            LOG.info("nothing is stored on this machine's disk (storage.enabled)");
            return null;
        }
        return Storage.open(
                new StorageSettings(config.storage().folder(), config.cluster().name()));
    }

    /** Contact lists on the disk; read before the cluster is joined, as they may be asked for as soon as that has happened. */
    private static ContactPart contactDisk(NodeConfig config, @Nullable Storage storage) {
        ContactPart part = new ContactPart(
                config.contacts().lists().stream().map(ContactListSource::name).toList());
        if (storage != null) {
            storage.read(part::read);
        }
        return part;
    }

    /** Gives the cluster what only this node's disk knows; from then on the disk follows the view. */
    private void remember() {
        if (storage != null) {
            storage.read(new RosterRestore(view, loop, cluster.rosters())::restore);
            storage.start(List.of(RosterPart.of(view, loop), contactDisk));
        }
    }

    private static MemberSettings settings(NodeConfig config) {
        NodeConfig.Cluster cluster = config.cluster();
        return new MemberSettings(
                cluster.name(),
                config.name(),
                config.grpc().advertisedHost(),
                config.web() == null ? "" : Pages.address(config.web().advertisedHost()),
                BuildVersion.TEXT,
                cluster.address(),
                cluster.port(),
                cluster.members(),
                cluster.silence());
    }

    private Contacts contacts() {
        config.contacts().warnings().forEach(LOG::warn);
        Contacts.Parts parts = new Contacts.Parts(
                config.name(),
                cluster.contacts(),
                storage == null ? ContactArchive.NONE : contactDisk,
                new Directories(),
                view,
                loop,
                contactLoop,
                cluster::isOldest,
                Clock.systemUTC());
        return new Contacts(config.contacts().lists(), config.contacts().pollJitter(), parts);
    }

    private ServiceSettings serviceSettings() {
        NodeConfig.Session session = config.session();
        return new ServiceSettings(
                session.leaseTime().toMillis(),
                session.keepAlive().toMillis(),
                session.maxBatchSize(),
                this::hosts,
                BuildVersion.TEXT,
                config.limits());
    }

    /** The cluster's hosts, this node's first. */
    private List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        for (MemberInfo member : cluster.members()) {
            hosts.add(member.local() ? 0 : hosts.size(), member.host());
        }
        return hosts;
    }

    /** Sends clients elsewhere, waits until they went or the time is up, and leaves the cluster in order. */
    @Override
    public void close() {
        LOG.info("{} stops: its clients are sent to the other nodes", config.name());
        connections.leave();
        grpc.drain();
        if (web != null) {
            web.drain();
        }
        List<String> hosts = hosts();
        hub.drain(hosts.subList(1, hosts.size()), config.name() + " is stopping");
        awaitNobody(hosts.size() > 1 ? config.drain() : Duration.ZERO);
        grpc.close();
        if (metrics != null) {
            metrics.close();
        }
        if (web != null) {
            web.close();
        }
        contacts.close();
        contactLoop.close();
        rounds.close();
        if (storage != null) {
            storage.close();
        }
        loop.close();
        cluster.close();
        expiry.close();
        ring.close();
        LOG.info("{} stopped", config.name());
    }

    private void awaitNobody(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!connections.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(20); // at the stop, once; bounded by the drain time
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
