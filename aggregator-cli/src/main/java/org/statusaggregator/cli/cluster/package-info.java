/** Commands about the cluster and its members. */
@NullMarked
package org.statusaggregator.cli.cluster;

import org.jspecify.annotations.NullMarked;
