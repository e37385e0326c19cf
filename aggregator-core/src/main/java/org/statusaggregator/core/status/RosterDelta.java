package org.statusaggregator.core.status;

import java.util.List;

/**
 * What a reader of a roster is given.
 *
 * @param header of the roster now
 * @param rows the next rows in version order
 * @param next where the reader stands once it has taken the rows
 * @param whole the reader's position could not be continued: what it holds is void, and these are the first rows of everything
 * @param more there may be further rows after these; until they are read, the reader holds a mixture of states
 */
public record RosterDelta(RosterHeader header, List<Row> rows, Position next, boolean whole, boolean more) {}
