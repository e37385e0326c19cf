package org.statusaggregator.node.web.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.watch.WatchReport;

/**
 * How many changes came in each stretch of the last hour, from everybody and from each CIC server, and how many rows this node sent to those who watch. Only the view's thread
 * touches it.
 */
final class Rates {
    static final Duration STRETCH = Duration.ofSeconds(20);

    private final StatusView view;
    private final Series all = new Series();
    private final Series delivered = new Series();
    private final Map<String, Series> ofCicServers = new HashMap<>();
    /** How far each roster was at the end of the last stretch. */
    private Map<String, Long> ends = Map.of();
    /** Rows that each watch had been sent by then. A watch that ends in a stretch is not counted for its part of it. */
    private Map<String, Long> sent = Map.of();

    private boolean begun;

    Rates(StatusView view) {
        this.view = view;
    }

    /** Ends a stretch. */
    void sample(List<WatchReport> watches) {
        Map<String, Long> endsNow = new HashMap<>();
        long sum = 0;
        for (RosterView roster : view.rosters()) {
            String name = roster.cicServer();
            endsNow.put(name, roster.end());
            // a roster may be new, or have been replaced by another one
            long changes = Math.max(0, roster.end() - ends.getOrDefault(name, roster.end()));
            sum += changes;
            if (begun) {
                ofCicServers.computeIfAbsent(name, unseen -> new Series()).add(changes);
            }
        }
        ofCicServers.keySet().retainAll(endsNow.keySet());
        Map<String, Long> sentNow = new HashMap<>();
        long rows = 0;
        for (WatchReport watch : watches) {
            sentNow.put(watch.id(), watch.delivered());
            rows += watch.delivered() - sent.getOrDefault(watch.id(), 0L);
        }
        if (begun) {
            all.add(sum);
            delivered.add(rows);
        }
        ends = endsNow;
        sent = sentNow;
        begun = true;
    }

    /** Changes a second in each stretch, the oldest first. */
    List<Double> changes() {
        return all.oldestFirst();
    }

    /** The same of one CIC server. */
    List<Double> changes(String cicServer) {
        Series series = ofCicServers.get(cicServer);
        return series == null ? List.of() : series.oldestFirst();
    }

    /** Rows a second that this node sent to those who watch. */
    List<Double> delivered() {
        return delivered.oldestFirst();
    }
}
