/** The {@code aggregator} command. */
@NullMarked
package org.statusaggregator.cli;

import org.jspecify.annotations.NullMarked;
