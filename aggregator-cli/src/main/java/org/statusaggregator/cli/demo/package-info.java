/** A whole aggregator on one machine, as real processes, for trying it. */
@NullMarked
package org.statusaggregator.cli.demo;

import org.jspecify.annotations.NullMarked;
