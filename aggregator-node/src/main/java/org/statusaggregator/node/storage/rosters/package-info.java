/** The rosters of the view on the node's disk, and their way back into a cluster that starts from nothing. */
@NullMarked
package org.statusaggregator.node.storage.rosters;

import org.jspecify.annotations.NullMarked;
