package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.directory.replica.PollState;

/**
 * Polls the lists when it is their time, on the one node that is elected. A node that becomes elected goes on where the last one stopped, as everything that it needs to
 * know is shared; a poll that the last one had begun begins anew. Lists are polled side by side, each by one thread at a time.
 */
public final class ContactPoller implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ContactPoller.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Most lists that are polled at a time. */
    private static final int MOST_THREADS = 4;

    private final ContactsView view;
    private final ListPoll poll;
    private final PollTimer timer;
    private final InstantSource clock;
    private final Predicate<String> mayPoll;
    private final ScheduledExecutorService executor;
    /** How the last poll of each list by this node ended; the node's own copy shows it once it has read the contacts. */
    private final Map<String, PollState> ended = new ConcurrentHashMap<>();

    /**
     * Begins to look, every second.
     *
     * @param mayPoll whether this node is the one that polls, and the list may be polled now
     */
    public ContactPoller(
            List<ContactListSource> lists,
            ContactsView view,
            ListPoll poll,
            PollTimer timer,
            InstantSource clock,
            Predicate<String> mayPoll) {
        this.view = view;
        this.poll = poll;
        this.timer = timer;
        this.clock = clock;
        this.mayPoll = mayPoll;
        int threads = Math.max(1, Math.min(MOST_THREADS, lists.size()));
        this.executor = Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, "contact-poll");
            thread.setDaemon(true);
            return thread;
        });
        for (ContactListSource list : lists) {
            ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                    () -> look(list), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** When the list is to be polled next, as far as this node knows. */
    private Instant due(ContactListSource list) {
        ListSnapshot snapshot = view.list(list.name());
        PollState shown = snapshot == null ? PollState.NEW : snapshot.header().poll();
        PollState own = ended.getOrDefault(list.name(), PollState.NEW);
        boolean behind = shown.last().endedAt() < own.last().endedAt();
        return timer.due(list.name(), list.schedule(), behind ? own : shown);
    }

    /** Nothing that goes wrong may end the looking. */
    void look(ContactListSource list) {
        try {
            if (mayPoll.test(list.name()) && !due(list).isAfter(clock.instant())) {
                ended.put(list.name(), poll.run(list));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("contact list {}: polling failed, will try again", list.name(), e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
