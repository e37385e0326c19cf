package org.statusaggregator.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a demo consists of.
 *
 * @param nodes the aggregator nodes
 * @param cicServers names of the simulated CIC servers
 * @param users users of each CIC server
 */
record DemoPlan(List<Node> nodes, List<String> cicServers, int users) {
    /**
     * An aggregator node on this machine.
     *
     * @param name as in its certificate
     * @param port where CIC servers and commands reach it
     * @param memberPort where the other nodes reach it
     */
    record Node(String name, int port, int memberPort) {
        String host() {
            return "localhost:" + port;
        }

        String memberAddress() {
            return "127.0.0.1:" + memberPort;
        }
    }

    DemoPlan {
        nodes = List.copyOf(nodes);
        cicServers = List.copyOf(cicServers);
    }

    /** The plan with {@code sa1, sa2, …} on these ports, which are as many, and {@code cic1, cic2, …}. */
    static DemoPlan of(List<Integer> ports, List<Integer> memberPorts, int cicServers, int users) {
        List<Node> nodes = IntStream.range(0, ports.size())
                .mapToObj(i -> new Node("sa" + (i + 1), ports.get(i), memberPorts.get(i)))
                .toList();
        List<String> names =
                IntStream.rangeClosed(1, cicServers).mapToObj(i -> "cic" + i).toList();
        return new DemoPlan(nodes, names, users);
    }

    /** The host list, every node in turn the first: not all CIC servers go to the same one. */
    String hostsFrom(int first) {
        List<Node> rotated = new ArrayList<>(nodes);
        Collections.rotate(rotated, -first);
        return rotated.stream().map(Node::host).collect(Collectors.joining(";"));
    }

    int allUsers() {
        return users * cicServers.size();
    }
}
