package org.statusaggregator.node.storage.rosters;

import java.util.List;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;

/**
 * The next rows of a roster for the disk.
 *
 * @param header of the roster now
 * @param rows in version order
 * @param next how far the disk is with them
 * @param whole what the disk holds is void, and these are the first rows of everything
 * @param more further rows follow
 * @param size how many rows the roster has, removals included
 */
record Slice(RosterHeader header, List<Row> rows, Position next, boolean whole, boolean more, int size) {
    String cicServer() {
        return header.cicServer();
    }
}
