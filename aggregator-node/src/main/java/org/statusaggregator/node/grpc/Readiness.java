package org.statusaggregator.node.grpc;

/** Whether the node serves. */
public enum Readiness {
    /** It has not joined yet, or its view is not complete. */
    STARTING,
    /** It serves. */
    READY,
    /** It is stopping: it finishes what runs and takes nothing new. */
    DRAINING
}
