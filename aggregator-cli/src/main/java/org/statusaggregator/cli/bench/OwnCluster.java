package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.statusaggregator.cli.connection.CertificateFolder;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.Distribution;
import org.statusaggregator.cli.processes.LocalNode;
import org.statusaggregator.cli.processes.Members;
import org.statusaggregator.cli.processes.NodeFiles;
import org.statusaggregator.cli.processes.Ports;
import org.statusaggregator.cli.processes.RunFolder;
import org.statusaggregator.cli.processes.StartUp;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.tls.KeyMaterial;

/** Nodes of our own, in a folder of their own. */
final class OwnCluster implements BenchCluster {
    private final RunFolder folder;
    private final List<LocalNode> nodes;
    private final List<String> cicServers;
    private final Clock clock;
    private final StartUp startUp;

    private OwnCluster(RunFolder folder, List<LocalNode> nodes, List<String> cicServers, Clock clock, StartUp startUp) {
        this.folder = folder;
        this.nodes = nodes;
        this.cicServers = cicServers;
        this.clock = clock;
        this.startUp = startUp;
    }

    /** Makes certificates and configuration; starts nothing yet. */
    static OwnCluster prepare(Path folder, Size size, Map<String, String> variables, Clock clock, StartUp.Voice voice)
            throws IOException, GeneralSecurityException {
        List<Integer> ports = Ports.free(2 * size.nodes());
        List<LocalNode> nodes = LocalNode.of(ports.subList(0, size.nodes()), ports.subList(size.nodes(), ports.size()));
        List<String> cicServers = IntStream.rangeClosed(1, size.cicServers())
                .mapToObj(i -> "cic" + i)
                .toList();
        RunFolder run = new RunFolder(folder);
        NodeFiles files = new NodeFiles(run, "bench", nodes);
        files.writeCertificates(cicServers, clock);
        files.writeConfigurations("");
        return new OwnCluster(run, nodes, cicServers, clock, new StartUp(run, variables, voice));
    }

    /**
     * How large it is.
     *
     * @param nodes at least 1
     * @param cicServers at least 1
     */
    record Size(int nodes, int cicServers) {}

    /** Starts the nodes and waits until they are one cluster. */
    void start(Distribution distribution, Connector connector) throws IOException, InterruptedException {
        for (LocalNode node : nodes) {
            startUp.node(distribution, node);
        }
        startUp.await("waiting for the nodes", new Members(nodes, connector, watchers())::missing);
        startUp.done();
    }

    @Override
    public ServerList hosts(int first) {
        return ServerList.parse(LocalNode.hosts(nodes, first));
    }

    @Override
    public List<String> cicServers() {
        return cicServers;
    }

    @Override
    public KeyMaterial publisher(String cicServer) {
        return CertificateFolder.read(folder.certificates(cicServer), clock);
    }

    @Override
    public Path watchers() {
        return folder.certificates(NodeFiles.ADMIN);
    }

    @Override
    public List<Child> nodes() {
        return startUp.processes().children();
    }

    @Override
    public void close() {
        startUp.processes().close();
    }

    /** Removes the folder with everything in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
