package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.statusaggregator.cli.processes.LocalNode;
import org.statusaggregator.cli.processes.Ports;

/** All nodes on the loopback interface: nothing can be cut. */
record Loopback(List<LocalNode> nodes) implements Network {
    /** So many nodes, on free ports. */
    static Loopback of(int nodes) throws IOException {
        List<Integer> ports = Ports.free(2 * nodes);
        return new Loopback(LocalNode.of(ports.subList(0, nodes), ports.subList(nodes, 2 * nodes)));
    }

    @Override
    public List<String> at(int node, List<String> command) {
        return command;
    }

    @Override
    public boolean canCut() {
        return false;
    }

    @Override
    public void split(Set<Integer> side) {
        throw new IllegalStateException("the loopback interface cannot be split (expected: canCut was asked)");
    }

    @Override
    public void cutClients(int node) {
        throw new IllegalStateException("the loopback interface cannot be cut (expected: canCut was asked)");
    }

    @Override
    public void heal() {
        // nothing was cut
    }

    @Override
    public void close() {
        // nothing to remove
    }
}
