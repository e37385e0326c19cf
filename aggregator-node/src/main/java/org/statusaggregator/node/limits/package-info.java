/** What one peer may take of a node, so that the others get theirs. */
@NullMarked
package org.statusaggregator.node.limits;

import org.jspecify.annotations.NullMarked;
