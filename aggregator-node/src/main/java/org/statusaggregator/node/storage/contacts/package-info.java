/** Contact lists on the node's disk: what the cluster holds goes there, and comes back when a cluster starts from nothing. */
@NullMarked
package org.statusaggregator.node.storage.contacts;

import org.jspecify.annotations.NullMarked;
