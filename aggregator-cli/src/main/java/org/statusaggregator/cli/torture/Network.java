package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.statusaggregator.cli.processes.LocalNode;

/** What connects the nodes with each other and with their clients. */
interface Network extends AutoCloseable {
    /** The nodes, with the addresses they have here. */
    List<LocalNode> nodes();

    /** The command that runs another one where the node is. */
    List<String> at(int node, List<String> command);

    /** Whether links can be cut. */
    boolean canCut();

    /** From now on these nodes do not reach the others, nor these them; each group stays connected in itself, and with the clients. */
    void split(Set<Integer> side) throws IOException, InterruptedException;

    /** No client reaches this node any more. */
    void cutClients(int node) throws IOException, InterruptedException;

    /** All links are whole again. */
    void heal() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
