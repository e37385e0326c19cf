package org.statusaggregator.node.storage.rosters;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.RowLog;
import org.statusaggregator.node.storage.StoredMap;
import org.statusaggregator.node.storage.StoredMaps;

/**
 * A roster as it lies on the disk, without its rows. They are in a map of their own, as they came: a row that was superseded stays until all are written
 * anew. Sessions are not stored: they do not come back.
 *
 * @param header without a session
 * @param read how far the rows go
 * @param rowsIn number of the map with the rows
 * @param rowsWritten how many rows there are, superseded ones included
 */
record StoredRoster(RosterHeader header, Position read, long rowsIn, int rowsWritten) {
    /** The map of the rosters by name. */
    static final String ROSTERS = "rosters";

    private static final String ROWS = "rosters.rows.";

    /** The name of the map with these rows. */
    static String rowsMap(long number) {
        return ROWS + number;
    }

    static boolean isRowsMap(String name) {
        return name.startsWith(ROWS);
    }

    /** Orders the rows in their map. */
    static String key(long sequence) {
        return HexFormat.of().toHexDigits(sequence);
    }

    /** Every roster that is stored, by name. */
    static Map<String, StoredRoster> all(StoredMaps maps) {
        Map<String, StoredRoster> rosters = new TreeMap<>();
        maps.open(ROSTERS).forEach((cicServer, value) -> rosters.put(cicServer, RosterForm.roster(value)));
        return rosters;
    }

    /** Its rows as they were last, removals included, in version order. */
    List<Row> rows(StoredMaps maps) {
        RowLog log = new RowLog();
        StoredMap map = maps.open(rowsMap(rowsIn));
        map.forEach((key, value) -> RosterForm.rows(value).forEach(log::put));
        log.pruneRemovals(header.prunedThrough());
        return new ArrayList<>(log.after(0, Integer.MAX_VALUE));
    }
}
