/** Watches as server-sent events. */
@NullMarked
package org.statusaggregator.node.web.watch;

import org.jspecify.annotations.NullMarked;
