package org.statusaggregator.core.directory.replica;

/**
 * A state of a list that readers may see.
 *
 * @param id random
 * @param through the sequence of its last change
 */
public record Commit(long id, long through) {}
