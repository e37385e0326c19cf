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
public final class TestLists implements ContactsView.Listener {
    public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    public final ContactListSource list = TestDirectory.list("people");
    public final InMemoryContactStore store;
    public final TestDirectory directory = new TestDirectory();
    public final ManualLoop loop = new ManualLoop();
    public final ContactsView view;
    public final List<String> changes = new ArrayList<>();
    public Instant now = START;

    public TestLists() {
        this(new InMemoryContactStore());
    }

    public TestLists(InMemoryContactStore store) {
        this.store = store;
        this.view = new ContactsView(store, loop, List.of(list.name()));
        view.listen(this);
        view.round();
        loop.run();
    }

    /** From now on what is shown is kept there, and what the cluster has not is given back from there. */
    public void keepIn(ContactArchive archive) {
        view.listen(new ListRescue("sa1", store, archive, loop, () -> now));
        view.listen(new ListKeeper(archive));
    }

    @Override
    public void changed(ListSnapshot before, ListSnapshot after) {
        changes.add(before.size() + " -> " + after.size());
    }

    /** Polls now. While a poll waits for the view, the view reads. */
    public void poll() {
        ListPoll poll = new ListPoll("sa1", store, view, directory, () -> now);
        try {
            poll.run(list);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        now = now.plusSeconds(1);
        loop.run();
    }

    public void wait(Duration time) {
        now = now.plus(time);
        loop.advance(time);
    }

    public ListSnapshot shown() {
        ListSnapshot shown = view.list(list.name());
        if (shown == null) {
            throw new IllegalStateException("not configured");
        }
        return shown;
    }

    public List<String> names() {
        return shown().contacts().stream().map(Contact::label).toList();
    }
}
