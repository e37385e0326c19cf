package org.statusaggregator.node.contacts;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.directory.DirectoryDiff;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndPoll;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.StagePart;

/**
 * One poll of one list: reads the directory to its end, works out what is different from what the cluster has, brings the difference there part by part, and has it taken
 * over in one step, or held back. If anything goes wrong on the way the list stays as it was. Blocks.
 */
public final class ListPoll {
    private static final Logger LOG = LogManager.getLogger(ListPoll.class);
    private static final long STORE_SECONDS = 30;
    private static final long CATCH_UP_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 20;

    private final String node;
    private final ContactStore store;
    private final ContactsView view;
    private final DirectoryReader reader;
    private final InstantSource clock;

    /**
     * Polls by this node.
     *
     * @param reader reads data sources of every kind
     */
    public ListPoll(String node, ContactStore store, ContactsView view, DirectoryReader reader, InstantSource clock) {
        this.node = node;
        this.store = store;
        this.view = view;
        this.reader = reader;
        this.clock = clock;
    }

    /** A poll that cannot go on, with the sentence that says why. */
    private static final class Stopped extends Exception {
        Stopped(String message) {
            super(message);
        }
    }

    /**
     * Polls the list now. What becomes of it stands in the shared state of the list, and in the log.
     *
     * @return that state as far as this poll knows it: this node's copy may still have to read many contacts before it shows it
     */
    public PollState run(ContactListSource list) throws InterruptedException {
        PollState.Running poll = new PollState.Running(UUID.randomUUID().toString(), node, clock.millis());
        try {
            ContactStore.Answer begun = ask(list, new BeginPoll(poll));
            if (!begun.header().isHeld() && isHeldHere(list)) {
                LOG.info("contact list {}: not polled before it is given back to the cluster", list.name());
                return begun.header().poll();
            }
            return poll(list, poll, begun.header()).poll();
        } catch (Stopped e) {
            LOG.warn("contact list {}: poll stopped: {}", list.name(), e.getMessage());
            return PollState.NEW;
        }
    }

    private boolean isHeldHere(ContactListSource list) {
        ListSnapshot shown = view.list(list.name());
        return shown != null && shown.header().isHeld();
    }

    private ListHeader poll(ContactListSource list, PollState.Running poll, ListHeader header)
            throws InterruptedException, Stopped {
        ListReading reading = new ListReading(list);
        String notes;
        DirectoryDiff diff;
        try {
            notes = reading.readFrom(reader);
            diff = DirectoryDiff.between(awaitState(list, header).contacts(), reading.contacts());
        } catch (DirectoryException e) {
            LOG.warn("contact list {}: {}; it stays as it was", list.name(), e.getMessage());
            return end(
                    list, poll, 0, 0, ended(poll, PollOutcome.FAILED, String.valueOf(e.getMessage()), PollCounts.NONE));
        }
        PollCounts counts = reading.counts(diff);
        if (reading.contacts().isEmpty() && diff.held() == 0) {
            String nobody = "the directory was read, and holds no entry that matches (check search DN and filter)";
            LOG.warn("contact list {}: {}", list.name(), nobody);
            return end(list, poll, 0, 0, ended(poll, PollOutcome.FAILED, nobody, counts));
        } else if (diff.isEmpty()) {
            LOG.info("contact list {}: {} contacts, nothing changed", list.name(), counts.read());
            return end(list, poll, 0, 0, ended(poll, PollOutcome.UNCHANGED, notes, counts));
        } else {
            return bring(list, poll, header, new Difference(diff, counts, notes));
        }
    }

    private record Difference(DirectoryDiff diff, PollCounts counts, String notes) {}

    private ListHeader bring(ContactListSource list, PollState.Running poll, ListHeader header, Difference difference)
            throws InterruptedException, Stopped {
        DirectoryDiff diff = difference.diff();
        PollCounts counts = difference.counts();
        int staged = 0;
        for (StagePart part : Parts.of(poll.id(), diff.put(), diff.removed())) {
            ask(list, part);
            staged += part.put().size() + part.removed().size();
        }
        long base = header.last().id();
        if (diff.shrinksSuspiciously(list.mostShrinkPercent())) {
            String why = counts.removed() + " of " + diff.held() + " contacts would go, more than "
                    + list.mostShrinkPercent() + " %: confirm with contacts poll --accept, or mend the directory";
            LOG.error("contact list {}: held back: {}", list.name(), why);
            return end(list, poll, base, staged, ended(poll, PollOutcome.HELD_BACK, why, counts));
        }
        ListHeader after = end(list, poll, base, staged, ended(poll, PollOutcome.CHANGED, difference.notes(), counts));
        LOG.info(
                "contact list {}: {} contacts, {} new, {} changed, {} gone",
                list.name(),
                counts.read(),
                counts.added(),
                counts.changed(),
                counts.removed());
        return after;
    }

    private PollState.Ended ended(PollState.Running poll, PollOutcome outcome, String message, PollCounts counts) {
        return new PollState.Ended(outcome, message, counts, node, poll.beganAt(), clock.millis());
    }

    private ListHeader end(
            ContactListSource list, PollState.Running poll, long base, int staged, PollState.Ended result)
            throws InterruptedException, Stopped {
        EndPoll end =
                new EndPoll(poll.id(), base, staged, ThreadLocalRandom.current().nextLong(), result);
        return ask(list, end).header();
    }

    /** The difference is worked out from this node's copy, which must be in the state that the cluster is in. */
    private ListSnapshot awaitState(ContactListSource list, ListHeader header)
            throws InterruptedException, DirectoryException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CATCH_UP_MILLIS);
        ListSnapshot shown = view.list(list.name());
        while (shown == null || !shown.header().last().equals(header.last())) {
            if (System.nanoTime() > end) {
                throw new DirectoryException("this node has not read the list as the cluster holds it in time");
            }
            view.round();
            Thread.sleep(LOOK_MILLIS); // this thread has nothing else to do
            shown = view.list(list.name());
        }
        return shown;
    }

    private ContactStore.Answer ask(ContactListSource list, ListRequest request) throws InterruptedException, Stopped {
        CompletionStage<ContactStore.Answer> stage = store.execute(list.name(), request);
        try {
            ContactStore.Answer answer = stage.toCompletableFuture().get(STORE_SECONDS, TimeUnit.SECONDS);
            if (answer.refusal() != null) {
                throw new Stopped(answer.refusal() + ", it begins anew when it is due");
            }
            return answer;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
            throw new Stopped(String.valueOf(cause == null ? e : cause.getMessage()));
        } catch (TimeoutException e) {
            throw new Stopped("the cluster did not answer within " + STORE_SECONDS + " s");
        }
    }
}
