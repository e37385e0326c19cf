/** Measures a cluster: publishers and watchers in this process on one clock, nodes in their own. */
@NullMarked
package org.statusaggregator.cli.bench;

import org.jspecify.annotations.NullMarked;
