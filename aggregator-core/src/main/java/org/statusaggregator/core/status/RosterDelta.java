package org.statusaggregator.core.status;

import java.util.List;

/**
 * What a reader of a roster is given.
 *
 * @param header of the roster now
 * @param rows the next rows in version order
 * @param whole the reader's position could not be continued: what it holds is void, and these are the first rows of everything
 * @param more there may be further rows after these
 */
public record RosterDelta(RosterHeader header, List<Row> rows, boolean whole, boolean more) {}
