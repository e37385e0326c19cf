package org.statusaggregator.node.view;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.node.roster.RosterStore;

/**
 * Keeps one roster of the view up to date: a hint causes a read, at most one is in flight, hints that arrive meanwhile cause exactly one more, a
 * failed one is tried again. Joining, catching up, repair and normal running are all this. Only the view's thread touches it.
 */
final class RosterPuller {
    /** Rows in one read. */
    static final int LIMIT = 2_000;

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LogManager.getLogger(RosterPuller.class);

    /** What the puller is doing. */
    private enum State {
        /** Up to date as far as it knows. */
        IDLE,
        /** A read is in flight. */
        PULLING,
        /** A read is in flight, and a hint arrived after it left. */
        PULL_AGAIN,
        /** A read failed; the next one is scheduled. */
        WAITING
    }

    private final String cicServer;
    private final RosterStore store;
    private final ViewLoop loop;
    private final Target target;
    private State state = State.IDLE;
    private Duration retry = FIRST_RETRY;

    /** Where what was read goes, and from where the next read starts. */
    interface Target {
        Position position(String cicServer);

        /** Takes a read in; null = the roster is not held. */
        void accept(String cicServer, @Nullable RosterDelta delta);
    }

    RosterPuller(String cicServer, RosterStore store, ViewLoop loop, Target target) {
        this.cicServer = cicServer;
        this.store = store;
        this.loop = loop;
        this.target = target;
    }

    /** Says that the roster may have changed. */
    void hint() {
        switch (state) {
            case IDLE -> pull();
            case PULLING -> state = State.PULL_AGAIN;
            case PULL_AGAIN, WAITING -> {}
        }
    }

    private void pull() {
        state = State.PULLING;
        BiConsumer<@Nullable RosterDelta, @Nullable Throwable> done = this::pulled;
        CompletionStage<?> unused =
                store.read(cicServer, target.position(cicServer), LIMIT).whenCompleteAsync(done, loop);
    }

    private void pulled(@Nullable RosterDelta delta, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("reading the roster of {} failed, next try in {}", cicServer, retry, failure);
            pullLater();
            return;
        }
        try {
            target.accept(cicServer, delta);
        } catch (RuntimeException e) { // a bug; it must not be the last read of this roster
            LOG.error("taking in the roster of {} failed, next try in {}", cicServer, retry, e);
            pullLater();
            return;
        }
        retry = FIRST_RETRY;
        if (state == State.PULL_AGAIN || (delta != null && delta.more())) {
            pull();
        } else {
            state = State.IDLE;
        }
    }

    private void pullLater() {
        state = State.WAITING;
        loop.after(retry, this::pull);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }
}
