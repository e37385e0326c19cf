/** The node in numbers, for Prometheus and whoever reads its text format. Knows the cluster, the directories and the wire by their ports only. */
@NullMarked
package org.statusaggregator.node.metrics;

import org.jspecify.annotations.NullMarked;
