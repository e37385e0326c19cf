package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndOffer;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListRefusal;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.StagePart;
import org.statusaggregator.node.view.ViewLoop;

/**
 * Gives back what the cluster has lost and this node still has, in its memory or in its archive. Several nodes may do so at once; one of them succeeds, and the others are
 * refused. Only the loop of the contact lists touches it.
 */
public final class ListRescue implements ContactsView.Listener {
    private static final Logger LOG = LogManager.getLogger(ListRescue.class);
    /** Not all nodes at the same moment. */
    private static final int SPREAD_MILLIS = 500;

    private final String node;
    private final ContactStore store;
    private final ContactArchive archive;
    private final ViewLoop loop;
    private final InstantSource clock;
    private final Set<String> offering = ConcurrentHashMap.newKeySet();
    /** Lists that the cluster holds again, and that this node has not read yet: it does not know when they are to be polled. */
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    /** To be added to the view as a listener. */
    public ListRescue(String node, ContactStore store, ContactArchive archive, ViewLoop loop, InstantSource clock) {
        this.node = node;
        this.store = store;
        this.archive = archive;
        this.loop = loop;
        this.clock = clock;
    }

    /** Whether the list is being given back: it must not be polled meanwhile. Any thread may ask. */
    public boolean isOffering(String list) {
        return offering.contains(list) || unread.contains(list);
    }

    @Override
    public void changed(ListSnapshot before, ListSnapshot now) {
        unread.remove(now.name());
    }

    @Override
    public void read(ListSnapshot now) {
        unread.remove(now.name());
    }

    @Override
    public void lost(ListSnapshot held) {
        offer(held.name(), held.contacts(), state(held.header()), "memory");
    }

    @Override
    public void absent(String list) {
        ContactArchive.Kept kept = archive.load(list);
        if (kept.header().isHeld()) {
            offer(list, kept.contacts(), state(kept.header()), "disk");
        }
    }

    /** The state of its polls. What awaited confirmation does not come back, so the directory is read once more. */
    private PollState state(ListHeader header) {
        PollState state = header.poll();
        return state.last().outcome() == PollOutcome.HELD_BACK ? state.requested(clock.millis()) : state;
    }

    private void offer(String list, List<Contact> contacts, PollState state, String from) {
        unread.remove(list); // lost again
        if (!offering.add(list)) {
            return;
        }
        int wait = ThreadLocalRandom.current().nextInt(SPREAD_MILLIS);
        loop.after(Duration.ofMillis(wait), () -> {
            CompletionStage<?> unused = send(list, contacts, state)
                    .whenCompleteAsync((refusal, failure) -> ended(list, from, refusal, failure), loop);
        });
    }

    private void ended(String list, String from, @Nullable ListRefusal refusal, @Nullable Throwable failure) {
        if (failure == null && (refusal == null || refusal == ListRefusal.HELD_ALREADY)) {
            unread.add(list);
        }
        offering.remove(list);
        if (failure != null) {
            LOG.warn("contact list {}: giving it back failed, will try again", list, failure);
        } else if (refusal == null) {
            LOG.warn("contact list {}: the cluster had nothing of it; given back from {}", list, from);
        } else {
            LOG.info("contact list {}: not given back: {}", list, refusal);
        }
    }

    private CompletionStage<@Nullable ListRefusal> send(String list, List<Contact> contacts, PollState state) {
        String id = UUID.randomUUID().toString();
        long commit = ThreadLocalRandom.current().nextLong();
        CompletionStage<@Nullable ListRefusal> steps =
                step(list, new BeginPoll(new PollState.Running(id, node, clock.millis())));
        for (StagePart part : Parts.of(id, contacts, List.of())) {
            steps = then(steps, list, part);
        }
        return then(steps, list, new EndOffer(id, contacts.size(), commit, state));
    }

    private CompletionStage<@Nullable ListRefusal> then(
            CompletionStage<@Nullable ListRefusal> before, String list, ListRequest next) {
        return before.thenCompose(
                refusal -> refusal == null ? step(list, next) : CompletableFuture.completedStage(refusal));
    }

    private CompletionStage<@Nullable ListRefusal> step(String list, ListRequest request) {
        return store.execute(list, request).thenApply(ContactStore.Answer::refusal);
    }
}
