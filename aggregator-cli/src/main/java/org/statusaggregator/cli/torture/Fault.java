package org.statusaggregator.cli.torture;

/** What goes wrong in an episode. */
enum Fault {
    /** {@code kill -9} of a node; it is started again. */
    KILL_NODE(Needs.NOTHING),
    /** A node is told to stop, and started again. */
    STOP_NODE(Needs.NOTHING),
    /** A node stands still for a while ({@code SIGSTOP}). */
    FREEZE_NODE(Needs.SIGNALS),
    /** Nodes on one side of a cut do not reach those on the other; clients reach all. */
    SPLIT(Needs.NETWORK),
    /** No client reaches a node. */
    CUT_CLIENTS(Needs.NETWORK),
    /** A CIC server is gone without a word, and comes back after its lease has ended. */
    KILL_CIC(Needs.NOTHING),
    /** A CIC server and its home node at once. */
    KILL_CIC_AND_NODE(Needs.NOTHING),
    /** A CIC server comes back within its lease. */
    RESTART_CIC(Needs.NOTHING),
    /** Half of the readers read nothing for a while. */
    SLOW_READERS(Needs.NOTHING),
    /** {@code kill -9} of all nodes at once; CIC servers live through it. */
    KILL_ALL_NODES(Needs.NOTHING),
    /** {@code kill -9} of all nodes, without any CIC server left: only the disks know. */
    KILL_EVERYTHING(Needs.NOTHING);

    /** What a machine must allow. */
    enum Needs {
        NOTHING,
        /** Signals of Unix. */
        SIGNALS,
        /** Network namespaces. */
        NETWORK
    }

    private final Needs needs;

    Fault(Needs needs) {
        this.needs = needs;
    }

    Needs needs() {
        return needs;
    }

    /** As people write it. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
