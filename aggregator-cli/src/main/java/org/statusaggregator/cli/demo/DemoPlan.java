package org.statusaggregator.cli.demo;

import java.util.List;
import java.util.stream.IntStream;
import org.statusaggregator.cli.processes.LocalNode;

/**
 * What a demo consists of.
 *
 * @param nodes the aggregator nodes
 * @param pagePorts of each node its port for the directory page
 * @param cicServers names of the simulated CIC servers
 * @param users users of each CIC server
 */
record DemoPlan(List<LocalNode> nodes, List<Integer> pagePorts, List<String> cicServers, int users) {
    /** Of all that is made up: the same people in the directory as at the CIC servers. */
    static final long SEED = 1;

    DemoPlan {
        nodes = List.copyOf(nodes);
        pagePorts = List.copyOf(pagePorts);
        cicServers = List.copyOf(cicServers);
    }

    /** The plan with these nodes and {@code cic1, cic2, …}. */
    static DemoPlan of(List<LocalNode> nodes, List<Integer> pagePorts, int cicServers, int users) {
        List<String> names =
                IntStream.rangeClosed(1, cicServers).mapToObj(i -> "cic" + i).toList();
        return new DemoPlan(nodes, pagePorts, names, users);
    }

    /** The host list, every node in turn the first: not all CIC servers go to the same one. */
    String hostsFrom(int first) {
        return LocalNode.hosts(nodes, first);
    }

    /** Address of the directory page of a node. */
    String page(LocalNode node) {
        return "https://localhost:" + pagePorts.get(nodes.indexOf(node)) + "/";
    }

    /** What the configuration file of a node says about its page. */
    String pageConfiguration(LocalNode node) {
        int port = pagePorts.get(nodes.indexOf(node));
        return "status-aggregator.web { enabled = true, address = \"127.0.0.1\", port = " + port
                + ", advertised-host = \"localhost:" + port + "\" }\n";
    }

    int allUsers() {
        return users * cicServers.size();
    }
}
