package org.statusaggregator.cli.processes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An aggregator node on this machine.
 *
 * @param name as in its certificate
 * @param host name or address where CIC servers and commands reach it
 * @param port where CIC servers and commands reach it
 * @param memberHost address where the other nodes reach it
 * @param memberPort where the other nodes reach it
 */
public record LocalNode(String name, String host, int port, String memberHost, int memberPort) {
    private static final String LOOPBACK = "127.0.0.1";

    /** A node on the loopback interface. */
    public LocalNode(String name, int port, int memberPort) {
        this(name, "localhost", port, LOOPBACK, memberPort);
    }

    /** The nodes {@code sa1, sa2, …} on these ports, which are as many. */
    public static List<LocalNode> of(List<Integer> ports, List<Integer> memberPorts) {
        return IntStream.range(0, ports.size())
                .mapToObj(i -> new LocalNode("sa" + (i + 1), ports.get(i), memberPorts.get(i)))
                .toList();
    }

    /** The host list, every node in turn the first: not all CIC servers go to the same one. */
    public static String hosts(List<LocalNode> nodes, int first) {
        List<LocalNode> rotated = new ArrayList<>(nodes);
        Collections.rotate(rotated, -first);
        return rotated.stream().map(LocalNode::clientAddress).collect(Collectors.joining(";"));
    }

    /** Where CIC servers and commands reach it. */
    public String clientAddress() {
        return host + ":" + port;
    }

    /** The address that it listens at for CIC servers and commands. */
    public String bindAddress() {
        return host.equals("localhost") ? LOOPBACK : host;
    }

    /** Where the other nodes reach it. */
    public String memberAddress() {
        return memberHost + ":" + memberPort;
    }
}
