/**
 * The node's disk: named maps in one file, written by one thread off every hot path, each value checksummed, nothing obeyed that fails a check. What
 * is to be stored is a {@link org.statusaggregator.node.storage.StoragePart}.
 */
@NullMarked
package org.statusaggregator.node.storage;

import org.jspecify.annotations.NullMarked;
