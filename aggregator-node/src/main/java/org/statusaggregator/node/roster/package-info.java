/** The port to the replicated rosters. */
@NullMarked
package org.statusaggregator.node.roster;

import org.jspecify.annotations.NullMarked;
