package org.statusaggregator.it;

import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.GetCicServerRequest;
import org.statusaggregator.v1.GetClusterRequest;

/**
 * A cluster of real node processes on free ports of the loopback interface, for all tests of a class:
 * {@code @RegisterExtension static final TestCluster CLUSTER = new TestCluster(2)}. Ends exactly the processes that it started. Its folder, with
 * configurations and logs, is kept when a test fails, and the end of the logs is printed.
 */
final class TestCluster implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback, AutoCloseable {
    /** How long anything may take that usually takes seconds: the machine may be busy with other things. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int CALL_SECONDS = 5;
    private static final int LINES = 50;

    private final int size;
    private final Duration lease;
    /** More configuration, the same for each node. */
    private final Supplier<String> more;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private Path folder = Path.of("target", "it-work", "unused");
    private TestCertificates certificates = new TestCertificates(folder, "Unused");
    private List<Integer> memberPorts = List.of();
    private String javaOptions = NodeProcess.JAVA_OPTIONS;
    private boolean failed;

    /** A cluster of nodes sa1, sa2, … with the default lease time. */
    TestCluster(int size) {
        this(size, Duration.ofMinutes(3));
    }

    TestCluster(int size, Duration lease) {
        this(size, lease, () -> "");
    }

    /** A cluster whose nodes have more configuration, which is asked for when they are started. */
    TestCluster(int size, Duration lease, Supplier<String> more) {
        this.size = size;
        this.lease = lease;
        this.more = more;
    }

    /** Its nodes run with these options of Java instead of the usual ones. */
    TestCluster withJavaOptions(String options) {
        javaOptions = options;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context.getRequiredTestClass().getSimpleName());
    }

    /** Starts the nodes and waits until each serves and all is held twice. */
    void begin(String name) {
        folder = Path.of("target", "it-work", name).toAbsolutePath();
        delete(folder);
        certificates = new TestCertificates(folder.resolve("certs"), "Integration Tests");
        List<Integer> ports = freePorts(2 * size);
        memberPorts = ports.subList(size, 2 * size);
        for (int i = 0; i < size; i++) {
            String node = "sa" + (i + 1);
            NodeProcess process = new NodeProcess(node, ports.get(i), folder.resolve(node), javaOptions);
            writeConfiguration(process, memberPorts.get(i), certificates.folder(Role.MEMBER, node));
            nodes.add(process);
        }
        // One after the other: who starts alone becomes the oldest, so that the tests know which one that is.
        nodes.forEach(node -> {
            node.start();
            awaitServing(node);
        });
        awaitHealthy();
    }

    /** Another node that wants to take part, with this certificate. It is not started. */
    NodeProcess stranger(String name, Path certificate) {
        List<Integer> ports = freePorts(2);
        NodeProcess process = new NodeProcess(name, ports.get(0), folder.resolve(name));
        writeConfiguration(process, ports.get(1), certificate);
        nodes.add(process);
        return process;
    }

    private void writeConfiguration(NodeProcess node, int memberPort, Path certificate) {
        String members = Stream.concat(memberPorts.stream(), Stream.of(memberPort))
                .distinct()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", "));
        String text =
                """
                status-aggregator {
                  node { name = "%s" }
                  certificates { directory = "%s" }
                  grpc { address = "127.0.0.1", port = %d, advertised-host = "%s" }
                  cluster { name = "it", address = "127.0.0.1", port = %d, members = [%s] }
                  session { lease-time = %dms }
                  storage { directory = "data" }
                  log { directory = "." }
                }
                """
                        .formatted(
                                node.name(),
                                certificate,
                                node.host().port(),
                                node.host(),
                                memberPort,
                                members,
                                lease.toMillis());
        try {
            Files.createDirectories(node.configuration().getParent());
            Files.writeString(node.configuration(), text + more.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Node 0 is sa1. */
    NodeProcess node(int index) {
        return nodes.get(index);
    }

    /** Where the other nodes reach this one. */
    int memberPort(int index) {
        return memberPorts.get(index);
    }

    Path folder() {
        return folder;
    }

    TestCertificates certificates() {
        return certificates;
    }

    /** The host list that begins with this node. */
    ServerList hostsFrom(int index) {
        return ServerList.parse(IntStream.range(0, size)
                .mapToObj(i -> nodes.get((index + i) % size).host().toString())
                .collect(Collectors.joining(";")));
    }

    /** A client of a CIC server that turns to this node first. */
    AggregatorClient.Builder client(String cicServer, int firstNode) {
        return AggregatorClient.builder(hostsFrom(firstNode), certificates.material(Role.CIC, cicServer))
                .clientName("it-" + cicServer);
    }

    /** A client of an administrator, who may only watch. */
    AggregatorClient.Builder adminClient(int firstNode) {
        return AggregatorClient.builder(hostsFrom(firstNode), certificates.material(Role.ADMIN, "admin"))
                .clientName("it-admin-" + firstNode);
    }

    /** One call of the administrator to this node. */
    <T> T admin(NodeProcess node, Function<AdminServiceBlockingStub, T> call) {
        return onChannel(
                node.host(),
                channel -> call.apply(
                        AdminServiceGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)));
    }

    /** The cluster as this node sees it. */
    Cluster cluster(NodeProcess node) {
        return admin(node, admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
    }

    /** A CIC server as this node sees it. */
    CicServer cicServer(NodeProcess node, String name) {
        GetCicServerRequest request =
                GetCicServerRequest.newBuilder().setName(name).build();
        return admin(node, admin -> admin.getCicServer(request));
    }

    void awaitServing(NodeProcess node) {
        await(node.name() + " serves").atMost(PATIENCE).pollInterval(POLL).until(() -> {
            if (!node.isAlive()) {
                throw new IllegalStateException(node.name() + " ended: " + Programs.text(node.output()));
            }
            return serves(node);
        });
    }

    /** Waits until every node sees every other one, and says that each change is held twice. */
    void awaitHealthy() {
        for (NodeProcess node : nodes.subList(0, size)) {
            await(node.name() + " is healthy")
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .ignoreExceptions()
                    .until(() -> {
                        Cluster cluster = cluster(node);
                        return cluster.getMembersCount() == size && cluster.getState() == ClusterState.HEALTHY;
                    });
        }
    }

    private boolean serves(NodeProcess node) {
        try {
            return onChannel(
                    node.host(),
                    channel -> HealthGrpc.newBlockingStub(channel)
                                    .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                                    .check(HealthCheckRequest.getDefaultInstance())
                                    .getStatus()
                            == ServingStatus.SERVING);
        } catch (StatusRuntimeException e) {
            return false; // not listening yet
        }
    }

    private <T> T onChannel(Host host, Function<ManagedChannel, T> call) {
        // A new one for each call: an old one waits long before it tries a host again that was away.
        ManagedChannel channel = Channels.open(host, certificates.material(Role.ADMIN, "admin"));
        try {
            return call.apply(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Ports of the loopback interface that nobody uses now, each once. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            failed = true;
            printLogs(context.getDisplayName());
        }
    }

    private void printLogs(String test) {
        for (NodeProcess node : nodes) {
            List<String> lines = Programs.text(node.log()).lines().toList();
            System.err.println("---- " + test + " failed; the end of " + node.log());
            lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(System.err::println);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failed |= context.getExecutionException().isPresent();
        close();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::kill9);
        nodes.clear();
        if (!failed) {
            delete(folder);
        }
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
