/** Every roster in this node's memory: filled by hint and pull, read by everybody. */
@NullMarked
package org.statusaggregator.node.view;

import org.jspecify.annotations.NullMarked;
