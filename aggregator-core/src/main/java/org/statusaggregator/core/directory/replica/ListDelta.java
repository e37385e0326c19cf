package org.statusaggregator.core.directory.replica;

import java.util.List;

/**
 * What a reader of a list is given.
 *
 * @param header of the list now
 * @param slots the next changes, in order
 * @param next where the reader stands once it has taken them
 * @param whole the reader's position could not be continued: what it holds is void, and these are the first of all contacts
 * @param more further ones follow; until they are read, the reader holds a mixture of states that must not be shown
 */
public record ListDelta(ListHeader header, List<Slot> slots, ListPosition next, boolean whole, boolean more) {}
