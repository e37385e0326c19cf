/** The data grid: Hazelcast is seen here and nowhere else. */
@NullMarked
package org.statusaggregator.node.cluster;

import org.jspecify.annotations.NullMarked;
