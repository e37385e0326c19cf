package org.statusaggregator.cli.demo;

import java.util.List;
import java.util.stream.IntStream;
import org.statusaggregator.cli.processes.LocalNode;

/**
 * What a demo consists of.
 *
 * @param nodes the aggregator nodes
 * @param cicServers names of the simulated CIC servers
 * @param users users of each CIC server
 */
record DemoPlan(List<LocalNode> nodes, List<String> cicServers, int users) {
    /** Of all that is made up: the same people in the directory as at the CIC servers. */
    static final long SEED = 1;

    DemoPlan {
        nodes = List.copyOf(nodes);
        cicServers = List.copyOf(cicServers);
    }

    /** The plan with {@code sa1, sa2, …} on these ports, which are as many, and {@code cic1, cic2, …}. */
    static DemoPlan of(List<Integer> ports, List<Integer> memberPorts, int cicServers, int users) {
        List<String> names =
                IntStream.rangeClosed(1, cicServers).mapToObj(i -> "cic" + i).toList();
        return new DemoPlan(LocalNode.of(ports, memberPorts), names, users);
    }

    /** The host list, every node in turn the first: not all CIC servers go to the same one. */
    String hostsFrom(int first) {
        return LocalNode.hosts(nodes, first);
    }

    int allUsers() {
        return users * cicServers.size();
    }
}
