package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.statusaggregator.cli.cluster.Copies;
import org.statusaggregator.cli.connection.CertificateFolder;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.Distribution;
import org.statusaggregator.cli.processes.LocalNode;
import org.statusaggregator.cli.processes.Members;
import org.statusaggregator.cli.processes.NodeFiles;
import org.statusaggregator.cli.processes.RunFolder;
import org.statusaggregator.cli.processes.Supervisor;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.GetCicServerRequest;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.ListCopiesRequest;
import org.statusaggregator.v1.RosterCopy;

/** The nodes, as processes that are killed, frozen, cut off and started again. */
final class Lab implements AutoCloseable {
    private static final String NODE_OPTIONS = "-Xmx256m";
    private static final long SIGNAL_SECONDS = 10;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Network network;
    private final RunFolder folder;
    private final Tools tools;
    private final Supervisor supervisor;
    private final List<LocalNode> nodes;
    private final List<Optional<Child>> processes;
    private final History history;

    /** What nodes are started and asked with. */
    record Tools(Distribution distribution, Connector connector, Clock clock) {}

    private Lab(Network network, RunFolder folder, Tools tools, History history) {
        this.network = network;
        this.folder = folder;
        this.tools = tools;
        this.history = history;
        this.supervisor = new Supervisor(
                Map.of("AGGREGATOR_NODE_OPTS", NODE_OPTIONS), child -> history.line(child.name(), "ended"));
        this.nodes = network.nodes();
        this.processes = new ArrayList<>(Collections.nCopies(nodes.size(), Optional.empty()));
    }

    /** Writes certificates and configurations; starts nothing. */
    static Lab prepare(Network network, Path folder, List<String> cicServers, Tools tools, History history)
            throws IOException, GeneralSecurityException {
        Lab lab = new Lab(network, new RunFolder(folder), tools, history);
        NodeFiles files = new NodeFiles(lab.folder, "torture", lab.nodes);
        files.writeCertificates(cicServers, tools.clock());
        files.writeConfigurations("");
        return lab;
    }

    int size() {
        return nodes.size();
    }

    String name(int node) {
        return nodes.get(node).name();
    }

    /** Starts a node; it takes some seconds until it serves. */
    void start(int node) throws IOException {
        history.line(name(node), "is started");
        List<String> command = List.of(
                tools.distribution().launcher("aggregator-node"),
                "--config",
                folder.configuration(name(node)).toString());
        processes.set(
                node,
                Optional.of(supervisor.start(
                        Child.Kind.NODE, name(node), network.at(node, command), folder.logs(name(node)))));
    }

    void startAll() throws IOException {
        for (int node = 0; node < nodes.size(); node++) {
            start(node);
        }
    }

    /** As {@code kill -9}; returns when the process is gone. */
    void kill(int node) throws InterruptedException {
        history.line(name(node), "is killed");
        Child child = child(node);
        child.kill();
        child.process().waitFor();
    }

    void killAll() throws InterruptedException {
        for (int node = 0; node < nodes.size(); node++) {
            history.line(name(node), "is killed");
            child(node).kill();
        }
        for (int node = 0; node < nodes.size(); node++) {
            child(node).process().waitFor();
        }
    }

    /** Tells a node to stop, and waits until it has. */
    void stop(int node) throws InterruptedException {
        history.line(name(node), "is told to stop");
        Child child = child(node);
        child.end();
        child.process().waitFor();
        history.line(name(node), "stopped");
    }

    void freeze(int node) throws IOException, InterruptedException {
        signal(node, "STOP");
    }

    void thaw(int node) throws IOException, InterruptedException {
        signal(node, "CONT");
    }

    private void signal(int node, String signal) throws IOException, InterruptedException {
        history.line(name(node), "gets SIG" + signal);
        Process kill = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(child(node).pid()))
                .start();
        if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("SIG" + signal + " to " + name(node) + " failed");
        }
    }

    private Child child(int node) {
        return processes.get(node).orElseThrow(() -> new IllegalStateException(name(node) + " was never started"));
    }

    /** What is missing until all nodes are one healthy cluster; empty = nothing. */
    List<String> missing() {
        return new Members(nodes, tools.connector(), admin()).each((node, connection) -> {
            Cluster cluster = connection.admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
            boolean whole = cluster.getMembersCount() == nodes.size();
            return whole && cluster.getState() == ClusterState.HEALTHY
                    ? Optional.empty()
                    : Optional.of(node.name() + " sees " + cluster.getMembersCount() + " of " + nodes.size()
                            + " nodes, " + cluster.getState());
        });
    }

    /** In what the nodes' copies of the CIC servers differ, read from the data grid's own and not from what is shown; empty = in nothing. */
    List<String> copyDifferences() {
        List<RosterCopy> copies = new ArrayList<>();
        List<String> silent = new Members(nodes, tools.connector(), admin()).each((node, connection) -> {
            copies.addAll(connection
                    .admin(admin -> admin.listCopies(ListCopiesRequest.getDefaultInstance()))
                    .getCopiesList());
            return Optional.empty();
        });
        return silent.isEmpty() ? new Copies(nodes.size(), copies).differences() : silent;
    }

    /** The node that a CIC server publishes to now. */
    int homeOf(String cicServer) {
        GetCicServerRequest request =
                GetCicServerRequest.newBuilder().setName(cicServer).build();
        try (ClusterConnection connection = new ClusterConnection(
                hosts(0).hosts(), host -> tools.connector().open(host, admin()), ANSWER, sentence -> {})) {
            String home = connection.admin(admin -> admin.getCicServer(request)).getHomeNode();
            return IntStream.range(0, nodes.size())
                    .filter(node -> name(node).equals(home))
                    .findFirst()
                    .orElse(0);
        }
    }

    Network network() {
        return network;
    }

    /** The hosts, this node's first. */
    ServerList hosts(int first) {
        return new ServerList(IntStream.range(0, nodes.size())
                .mapToObj(i -> host((first + i) % nodes.size()))
                .toList());
    }

    Host host(int node) {
        return new Host(nodes.get(node).host(), nodes.get(node).port());
    }

    KeyMaterial cicServer(String name) {
        return CertificateFolder.read(folder.certificates(name), tools.clock());
    }

    Path admin() {
        return folder.certificates(NodeFiles.ADMIN);
    }

    Connector connector() {
        return tools.connector();
    }

    @Override
    public void close() throws IOException {
        for (int node = 0; node < nodes.size(); node++) {
            processes.get(node).ifPresent(Child::kill);
        }
        supervisor.close();
        network.close();
    }
}
