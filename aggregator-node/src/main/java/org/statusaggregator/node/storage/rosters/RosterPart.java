package org.statusaggregator.node.storage.rosters;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.storage.StoragePart;
import org.statusaggregator.node.storage.StoredMap;
import org.statusaggregator.node.storage.StoredMaps;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/** Brings the view's rosters to the disk: what comes after the disk's position, appended; everything anew when that cannot be, or has become too long. */
public final class RosterPart implements StoragePart {
    /** Rows in one value: values stay small, so that few bytes are written anew for one that is added. */
    private static final int ROWS_IN_VALUE = 64;
    /** Handovers in one round. */
    private static final int SLICES_IN_ROUND = 200;
    /** Rows that may be superseded before all are written anew, beyond as many as there are. */
    private static final int SUPERSEDED_KEPT = 4_096;

    private static final Duration VIEW_ANSWERS = Duration.ofSeconds(20);

    private final ViewLoop loop;
    private final RosterFeed feed;
    private final Map<String, StoredRoster> stored = new HashMap<>();
    /** Rosters that are being written anew, beside the old state; that one holds until the new one is complete. */
    private final Map<String, StoredRoster> growing = new HashMap<>();

    private final Set<String> anew = new HashSet<>();
    private long lastRowsMap;

    private RosterPart(ViewLoop loop, RosterFeed feed) {
        this.loop = loop;
        this.feed = feed;
    }

    /** A part that stores this view. */
    public static RosterPart of(StatusView view, ViewLoop loop) {
        RosterFeed feed = new RosterFeed(view);
        loop.execute(() -> view.listen(feed));
        return new RosterPart(loop, feed);
    }

    @Override
    public void begin(StoredMaps maps) {
        stored.clear();
        growing.clear();
        anew.clear();
        stored.putAll(StoredRoster.all(maps));
        Set<String> used = new HashSet<>();
        Map<String, Position> positions = new HashMap<>();
        stored.forEach((cicServer, roster) -> {
            used.add(StoredRoster.rowsMap(roster.rowsIn()));
            positions.put(cicServer, roster.read());
            lastRowsMap = Math.max(lastRowsMap, roster.rowsIn());
        });
        for (String name : maps.names()) {
            if (StoredRoster.isRowsMap(name) && !used.contains(name)) {
                maps.remove(name); // was growing when the node ended
            }
        }
        ask(() -> {
            feed.restart(positions);
            return positions;
        });
    }

    @Override
    public void write(StoredMaps maps) {
        write(maps, SLICES_IN_ROUND);
    }

    void write(StoredMaps maps, int handovers) {
        for (int i = 0; i < handovers; i++) {
            Set<String> wanted = Set.copyOf(anew);
            anew.clear();
            List<Slice> slices = ask(() -> feed.next(wanted));
            if (slices.isEmpty()) {
                return;
            }
            slices.forEach(slice -> write(maps, slice));
        }
    }

    private void write(StoredMaps maps, Slice slice) {
        String cicServer = slice.cicServer();
        StoredRoster before = slice.whole() ? null : growing.getOrDefault(cicServer, stored.get(cicServer));
        if (slice.whole()) {
            StoredRoster given = growing.remove(cicServer);
            if (given != null) {
                maps.remove(StoredRoster.rowsMap(given.rowsIn()));
            }
        }
        long rowsIn = before == null ? ++lastRowsMap : before.rowsIn();
        append(maps.open(StoredRoster.rowsMap(rowsIn)), slice.rows());
        int written = (before == null ? 0 : before.rowsWritten()) + slice.rows().size();
        StoredRoster after = new StoredRoster(slice.header(), slice.next(), rowsIn, written);
        if (slice.more() && (slice.whole() || growing.containsKey(cicServer))) {
            growing.put(cicServer, after);
            return;
        }
        growing.remove(cicServer);
        put(maps, after, stored.put(cicServer, after));
        if (!slice.more() && written > 2L * slice.size() + SUPERSEDED_KEPT) {
            anew.add(cicServer);
        }
    }

    private static void append(StoredMap map, List<Row> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_IN_VALUE) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + ROWS_IN_VALUE));
            map.put(StoredRoster.key(some.get(some.size() - 1).sequence()), RosterForm.encode(some));
        }
    }

    private static void put(StoredMaps maps, StoredRoster after, @Nullable StoredRoster before) {
        maps.open(StoredRoster.ROSTERS).put(after.header().cicServer(), RosterForm.encode(after));
        if (before != null && before.rowsIn() != after.rowsIn()) {
            maps.remove(StoredRoster.rowsMap(before.rowsIn()));
        }
    }

    /** Waits for the view's thread; it never waits for this one. */
    private <T> T ask(Supplier<T> question) {
        try {
            return loop.ask(question).get(VIEW_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the view did not answer: " + e, e);
        }
    }
}
