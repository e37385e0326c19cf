/** Contact lists: the node's copy of each, who polls them and when, and how their contacts are joined to statuses. */
@NullMarked
package org.statusaggregator.node.contacts;

import org.jspecify.annotations.NullMarked;
