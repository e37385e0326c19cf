/** Fan-out: watchers are cursors over the view. */
@NullMarked
package org.statusaggregator.node.watch;

import org.jspecify.annotations.NullMarked;
