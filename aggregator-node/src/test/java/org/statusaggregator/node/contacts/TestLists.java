package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.node.support.InMemoryContactStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestDirectory;

/** One list, its store, its directory and a node's view of it, on the test's thread and by the test's clock. */
final class TestLists implements ContactsView.Listener {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    final ContactListSource list = TestDirectory.list("people");
    final InMemoryContactStore store;
    final TestDirectory directory = new TestDirectory();
    final ManualLoop loop = new ManualLoop();
    final ContactsView view;
    final List<String> changes = new ArrayList<>();
    Instant now = START;

    TestLists() {
        this(new InMemoryContactStore());
    }

    TestLists(InMemoryContactStore store) {
        this.store = store;
        this.view = new ContactsView(store, loop, List.of(list.name()));
        view.listen(this);
        view.round();
        loop.run();
    }

    @Override
    public void changed(ListSnapshot before, ListSnapshot after) {
        changes.add(before.size() + " -> " + after.size());
    }

    /** Polls now. While a poll waits for the view, the view reads. */
    void poll() {
        ListPoll poll = new ListPoll("sa1", store, view, directory, () -> now);
        try {
            poll.run(list);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        now = now.plusSeconds(1);
        loop.run();
    }

    void wait(Duration time) {
        now = now.plus(time);
        loop.advance(time);
    }

    ListSnapshot shown() {
        ListSnapshot shown = view.list(list.name());
        if (shown == null) {
            throw new IllegalStateException("not configured");
        }
        return shown;
    }

    List<String> names() {
        return shown().contacts().stream().map(Contact::label).toList();
    }
}
