package org.statusaggregator.node.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/**
 * Ends sessions whose lease ran out. Every node times the lease counters that it sees with its own monotonic clock, so machines' clocks are never
 * compared and a new oldest member does not start anew; only the oldest acts. The roster checks the counter once more. Only the view's thread touches it.
 */
public final class LeaseSweeper {
    private static final Logger LOG = LogManager.getLogger(LeaseSweeper.class);
    private static final Duration TICK = Duration.ofMillis(250);

    private final StatusView view;
    private final ViewLoop loop;
    private final SessionService sessions;
    private final BooleanSupplier isOldest;
    private final Map<String, Seen> seen = new HashMap<>();

    /** When a lease counter was first seen; when its end was last asked for. */
    private static final class Seen {
        final String sessionId;
        final long counter;
        final long atNanos;
        boolean asked;

        Seen(Session session, long atNanos) {
            this.sessionId = session.id();
            this.counter = session.lease().counter();
            this.atNanos = atNanos;
        }

        boolean isOf(Session session) {
            return session.id().equals(sessionId) && session.lease().counter() == counter;
        }
    }

    private LeaseSweeper(StatusView view, ViewLoop loop, SessionService sessions, BooleanSupplier isOldest) {
        this.view = view;
        this.loop = loop;
        this.sessions = sessions;
        this.isOldest = isOldest;
    }

    /** Sweeps from now on, for as long as the loop runs. */
    public static void start(StatusView view, ViewLoop loop, SessionService sessions, BooleanSupplier isOldest) {
        loop.every(TICK, new LeaseSweeper(view, loop, sessions, isOldest)::sweep);
    }

    private void sweep() {
        long now = loop.nanoTime();
        for (RosterView roster : view.rosters()) {
            Session session = roster.header().session();
            if (session == null) {
                seen.remove(roster.cicServer());
                continue;
            }
            Seen last = seen.get(roster.cicServer());
            if (last == null || !last.isOf(session)) {
                seen.put(roster.cicServer(), new Seen(session, now));
            } else if (now - last.atNanos
                    >= Duration.ofMillis(session.lease().millis()).toNanos()) {
                expire(roster.cicServer(), last);
            }
        }
    }

    private void expire(String cicServer, Seen silent) {
        if (silent.asked || !isOldest.getAsBoolean()) {
            return;
        }
        silent.asked = true;
        CompletionStage<?> unused = sessions.expire(cicServer, silent.sessionId, silent.counter)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (failure != null) {
                                LOG.warn("{}: ending its silent session failed, will try again", cicServer, failure);
                                silent.asked = false;
                            } else if (outcome.answer().refusal() == null) {
                                LOG.warn("{}: its lease ran out, its users are logged off", cicServer);
                            }
                        },
                        loop);
    }
}
