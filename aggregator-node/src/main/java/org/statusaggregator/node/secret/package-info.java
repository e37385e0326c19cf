/** Secrets that all nodes of a cluster share, as long as one of them runs. */
@NullMarked
package org.statusaggregator.node.secret;

import org.jspecify.annotations.NullMarked;
