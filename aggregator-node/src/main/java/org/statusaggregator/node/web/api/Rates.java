package org.statusaggregator.node.web.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/** How many changes came in each stretch of the last hour. Only the view's thread touches it. */
final class Rates {
    static final Duration STRETCH = Duration.ofSeconds(20);
    private static final int STRETCHES = 180;

    private final StatusView view;
    /** Changes in each stretch; the newest at {@code next - 1}, around the end. */
    private final long[] changes = new long[STRETCHES];

    private int next;
    private int known;
    private long before = -1;

    Rates(StatusView view, ViewLoop loop) {
        this.view = view;
        loop.every(STRETCH, this::sample);
    }

    /** Ends a stretch. */
    void sample() {
        long now = view.rosters().stream().mapToLong(RosterView::end).sum();
        if (before >= 0) {
            changes[next] = Math.max(0, now - before); // a roster may have been replaced by another one
            next = (next + 1) % STRETCHES;
            known = Math.min(STRETCHES, known + 1);
        }
        before = now;
    }

    /** Changes a second in each stretch, the oldest first. */
    List<Double> perSecond() {
        List<Double> rates = new ArrayList<>(known);
        for (int i = 0; i < known; i++) {
            rates.add(changes[(next - known + i + STRETCHES) % STRETCHES] / (double) STRETCH.toSeconds());
        }
        return rates;
    }
}
