package org.statusaggregator.node.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.node.roster.RosterStore;

/**
 * Keeps one roster of the view up to date. A change that follows what is held is taken as it comes; anything else causes a read. At most one read is in
 * flight, hints that arrive meanwhile cause exactly one more, a failed one is tried again. Joining, catching up, repair and running without a copy of
 * one's own are all this. What the store has lost and the view still shows is given back before anything else is taken. Only the view's thread
 * touches it.
 */
final class RosterPuller {
    /** Rows in one read, and at most in a change that is taken as it comes. */
    static final int LIMIT = 2_000;

    /** Changes that are kept while a read is in flight. */
    private static final int EARLY = 64;

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LogManager.getLogger(RosterPuller.class);

    /** What the puller is doing. */
    private enum State {
        /** Up to date as far as it knows. */
        IDLE,
        /** A read is in flight. */
        READING,
        /** A read is in flight, and something arrived after it left that it may not bring. */
        READ_AGAIN,
        /** What the store lost is on its way back; a read follows. */
        GIVING_BACK,
        /** A call failed; the next read is scheduled. */
        WAITING
    }

    private final String cicServer;
    private final RosterStore store;
    private final ViewLoop loop;
    private final Target target;
    /** Changes that came while a read was in flight; they may follow what it brings. */
    private final List<RosterChange> early = new ArrayList<>();

    private State state = State.IDLE;
    private Duration retry = FIRST_RETRY;
    /** The store has decided about what was given back: what it has now holds. */
    private boolean gaveBack;

    /** Where what was read goes, and from where the next read starts. */
    interface Target {
        Position position(String cicServer);

        /** Takes a read in; null = the roster is not held. */
        void accept(String cicServer, @Nullable RosterDelta delta);

        /** Takes a change in if it follows what is held, or is in it already. Returns whether that is so. */
        boolean accept(RosterChange change);

        /** What is shown, if the roster that was read has not passed it: the store lost it. Null = nothing was lost. */
        @Nullable OfferRoster lost(String cicServer, @Nullable RosterDelta delta);
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
            case IDLE -> read();
            case READING -> state = State.READ_AGAIN;
            case READ_AGAIN, GIVING_BACK, WAITING -> {}
        }
    }

    /** Says what has changed. */
    void changed(RosterChange change) {
        switch (state) {
            case IDLE -> {
                if (!takes(change)) {
                    read();
                }
            }
            case READING -> {
                if (early.size() < EARLY) {
                    early.add(change);
                } else {
                    state = State.READ_AGAIN;
                }
            }
            case READ_AGAIN, GIVING_BACK, WAITING -> {}
        }
    }

    private void read() {
        state = State.READING;
        BiConsumer<@Nullable RosterDelta, @Nullable Throwable> done = this::wasRead;
        CompletionStage<?> unused =
                store.read(cicServer, target.position(cicServer), LIMIT).whenCompleteAsync(done, loop);
    }

    private void wasRead(@Nullable RosterDelta delta, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("reading the roster of {} failed, next try in {}", cicServer, retry, failure);
            readLater();
            return;
        }
        try {
            OfferRoster lost = gaveBack ? null : target.lost(cicServer, delta);
            if (lost != null) {
                giveBack(lost);
                return;
            }
            target.accept(cicServer, delta);
            gaveBack = false;
            retry = FIRST_RETRY;
            if (delta != null && delta.more()) {
                read();
            } else if (state == State.READ_AGAIN || !tookEarlyChanges()) {
                early.clear();
                read();
            } else {
                state = State.IDLE;
            }
        } catch (RuntimeException e) { // a bug; it must not be the last read of this roster
            LOG.error("taking in the roster of {} failed, next try in {}", cicServer, retry, e);
            readLater();
        }
    }

    private boolean tookEarlyChanges() {
        for (RosterChange change : early) {
            if (!takes(change)) {
                return false;
            }
        }
        early.clear();
        return true;
    }

    private boolean takes(RosterChange change) {
        try {
            return change.rows().size() <= LIMIT && target.accept(change);
        } catch (RuntimeException e) { // a bug; a read may still get over it
            LOG.error("taking in a change of {} failed, it is read", cicServer, e);
            return false;
        }
    }

    private void giveBack(OfferRoster lost) {
        state = State.GIVING_BACK;
        LOG.warn("{}: the cluster has lost something that is known here; it is given back", cicServer);
        CompletionStage<?> unused = store.execute(cicServer, lost)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (failure != null) {
                                LOG.warn("{}: giving back failed, next try in {}", cicServer, retry, failure);
                                readLater();
                            } else {
                                gaveBack = true;
                                read();
                            }
                        },
                        loop);
    }

    private void readLater() {
        state = State.WAITING;
        early.clear();
        loop.after(retry, this::read);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }
}
