package org.statusaggregator.node.grpc;

import java.util.List;
import java.util.function.Supplier;
import org.statusaggregator.node.limits.Limits;

/**
 * What the services tell and enforce.
 *
 * @param leaseMillis default lease time of a session
 * @param keepAliveMillis how often an idle publisher calls at most
 * @param maxBatchSize most statuses in one batch
 * @param hosts the cluster's hosts now, this node's first
 * @param version of the program
 * @param limits what one peer may take
 */
public record ServiceSettings(
        long leaseMillis,
        long keepAliveMillis,
        int maxBatchSize,
        Supplier<List<String>> hosts,
        String version,
        Limits limits) {}
