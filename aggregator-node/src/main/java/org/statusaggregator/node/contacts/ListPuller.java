package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.node.view.ViewLoop;

/** Keeps one list's copy up to date: a hint causes a read, at most one is in flight, a failed one is tried again. One thread has it. */
final class ListPuller {
    /** Changes in one read: about half a megabyte. */
    static final int LIMIT = 2_000;

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LogManager.getLogger(ListPuller.class);

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

    private final String list;
    private final ContactStore store;
    private final ViewLoop loop;
    private final Target target;
    private State state = State.IDLE;
    private Duration retry = FIRST_RETRY;

    /** Where what was read goes, and from where the next read starts. */
    interface Target {
        ListPosition position(String list);

        void accept(String list, ListDelta delta);
    }

    ListPuller(String list, ContactStore store, ViewLoop loop, Target target) {
        this.list = list;
        this.store = store;
        this.loop = loop;
        this.target = target;
    }

    /** Says that the list may have changed. */
    void hint() {
        switch (state) {
            case IDLE -> pull();
            case PULLING -> state = State.PULL_AGAIN;
            case PULL_AGAIN, WAITING -> {}
        }
    }

    private void pull() {
        state = State.PULLING;
        BiConsumer<@Nullable ListDelta, @Nullable Throwable> done = this::pulled;
        CompletionStage<?> unused =
                store.read(list, target.position(list), LIMIT).whenCompleteAsync(done, loop);
    }

    private void pulled(@Nullable ListDelta delta, @Nullable Throwable failure) {
        if (failure != null || delta == null) {
            LOG.debug("reading contact list {} failed, next try in {}", list, retry, failure);
            pullLater();
            return;
        }
        try {
            target.accept(list, delta);
        } catch (RuntimeException e) { // a bug; it must not be the last read of this list
            LOG.error("taking in contact list {} failed, next try in {}", list, retry, e);
            pullLater();
            return;
        }
        retry = FIRST_RETRY;
        if (state == State.PULL_AGAIN || delta.more()) {
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
