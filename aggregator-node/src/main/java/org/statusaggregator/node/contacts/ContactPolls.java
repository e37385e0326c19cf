package org.statusaggregator.node.contacts;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.statusaggregator.core.directory.replica.AcceptHeld;
import org.statusaggregator.core.directory.replica.RequestPoll;

/** The polls of all lists as administrators see and steer them, on any node. */
public final class ContactPolls {
    private final ContactStore store;
    private final ContactDirectory directory;
    private final PollTimer timer;
    private final InstantSource clock;

    ContactPolls(ContactStore store, ContactDirectory directory, PollTimer timer, InstantSource clock) {
        this.store = store;
        this.directory = directory;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * How the polls of a list go.
     *
     * @param list as configured
     * @param state as this node holds it
     * @param dueAt when it is polled next; now if that is past
     */
    public record Report(ContactListSource list, ListSnapshot state, Instant dueAt) {}

    /** Every configured list. */
    public List<Report> reports() {
        return directory.lists(Viewer.ADMIN).stream().map(this::report).toList();
    }

    /** One list. */
    public Report report(ContactListSource list) {
        ListSnapshot state = directory.snapshot(list);
        Instant due = timer.due(list.name(), list.schedule(), state.header().poll());
        Instant now = clock.instant();
        return new Report(list, state, due.isBefore(now) ? now : due);
    }

    /** Asks whoever polls to do so as soon as possible. */
    public CompletionStage<ContactStore.Answer> request(ContactListSource list) {
        return store.execute(list.name(), new RequestPoll(clock.millis()));
    }

    /** Takes over what was held back. */
    public CompletionStage<ContactStore.Answer> accept(ContactListSource list) {
        return store.execute(
                list.name(), new AcceptHeld(ThreadLocalRandom.current().nextLong()));
    }
}
