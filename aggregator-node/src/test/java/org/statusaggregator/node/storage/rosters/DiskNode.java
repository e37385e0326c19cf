package org.statusaggregator.node.storage.rosters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.support.MemoryMaps;
import org.statusaggregator.node.view.StatusView;

/** A node's view and its disk, on one thread. */
final class DiskNode {
    private final RosterStore store;
    private final MemoryMaps disk;
    private final DirectLoop loop = new DirectLoop();
    private final StatusView view;
    private final RosterPart part;

    /** A node that starts with this disk. */
    DiskNode(RosterStore store, MemoryMaps disk) {
        this.store = store;
        this.disk = disk;
        this.view = new StatusView(store, loop);
        round();
        new RosterRestore(view, loop, store).restore(disk);
        this.part = RosterPart.of(view, loop);
        begin();
    }

    StatusView view() {
        return view;
    }

    /** The view reads what it lacks. */
    void round() {
        view.round(store.cicServers());
    }

    /** The storage opened its file anew. */
    void begin() {
        part.begin(disk);
    }

    /** A round of the storage that reaches the disk. */
    void write() {
        part.write(disk);
        disk.commit();
    }

    /** A part of a round; it reaches the disk. */
    void writeOneSlice() {
        part.write(disk, 1);
        disk.commit();
    }

    /** A round that does not reach the disk; the storage opens its file anew. */
    void fail() {
        part.write(disk);
        disk.rollBack();
        begin();
    }

    /** The disk says what the view shows, to the last byte. */
    void assertDiskIsEqualToTheView() {
        Map<String, List<String>> shown = new TreeMap<>();
        view.rosters()
                .forEach(roster -> shown.put(
                        roster.cicServer() + " " + roster.header().epochs() + " " + roster.shown(),
                        described(roster.rows().after(0, Integer.MAX_VALUE))));
        Map<String, List<String>> stored = new TreeMap<>();
        StoredRoster.all(disk)
                .forEach((name, roster) -> stored.put(
                        name + " " + roster.header().epochs() + " " + roster.read(), described(roster.rows(disk))));
        assertThat(stored.keySet())
                .map(DiskNode::withoutBegan)
                .isEqualTo(shown.keySet().stream().map(DiskNode::withoutBegan).toList());
        assertThat(List.copyOf(stored.values())).isEqualTo(List.copyOf(shown.values()));
    }

    private static String withoutBegan(String described) {
        return described.replaceFirst("began=\\d+", "");
    }

    private static List<String> described(List<Row> rows) {
        return rows.stream().map(row -> row + " " + Arrays.toString(row.body())).toList();
    }
}
