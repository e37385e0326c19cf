package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.directory.replica.AcceptHeld;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndOffer;
import org.statusaggregator.core.directory.replica.EndPoll;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRefusal;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.RequestPoll;
import org.statusaggregator.core.directory.replica.Slot;
import org.statusaggregator.core.directory.replica.StagePart;

/** What every {@link ContactStore} does, seen from two nodes of one cluster. Each test has a list of its own. */
public abstract class ContactStoreContract {
    /** The store as one node sees it. */
    protected abstract ContactStore here();

    /** The same as another node sees it. */
    protected abstract ContactStore there();

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Contact contact(int i) {
        return Contact.of("c" + i, List.of("c" + i + "@example.com"), Map.of(ContactField.DISPLAY_NAME, "C " + i));
    }

    private static ContactStore.Answer ask(ContactStore store, String list, ListRequest request) {
        return now(store.execute(list, request));
    }

    private static String begin(ContactStore store, String list) {
        String id = UUID.randomUUID().toString();
        assertThat(ask(store, list, new BeginPoll(new PollState.Running(id, "sa1", 7)))
                        .refusal())
                .isNull();
        return id;
    }

    private static PollState.Ended ended(PollOutcome outcome) {
        return new PollState.Ended(outcome, "told", new PollCounts(1, 2, 3, 4, 5), "sa1", 7, 8);
    }

    private static ContactStore.Answer poll(ContactStore store, String list, List<Contact> put, List<String> removed) {
        long base = now(store.read(list, ListPosition.START, 1)).header().last().id();
        String id = begin(store, list);
        ask(store, list, new StagePart(id, 0, put, List.of()));
        if (!removed.isEmpty()) {
            ask(store, list, new StagePart(id, put.size(), List.of(), removed));
        }
        int size = put.size() + removed.size();
        return ask(store, list, new EndPoll(id, base, size, id.hashCode(), ended(PollOutcome.CHANGED)));
    }

    private static List<Slot> all(ContactStore store, String list, int limit) {
        List<Slot> slots = new ArrayList<>();
        ListPosition position = ListPosition.START;
        boolean more = true;
        while (more) {
            ListDelta delta = now(store.read(list, position, limit));
            slots.addAll(delta.slots());
            position = delta.next();
            more = delta.more();
        }
        return slots;
    }

    @Test
    void whatOneNodePollsBothRead() {
        List<Contact> contacts =
                IntStream.range(0, 250).mapToObj(ContactStoreContract::contact).toList();
        ContactStore.Answer answer = poll(here(), "both", contacts, List.of());

        assertThat(answer.refusal()).isNull();
        for (ContactStore store : List.of(here(), there())) {
            assertThat(all(store, "both", 100)).extracting(Slot::contact).containsExactlyElementsOf(contacts);
            ListDelta rest = now(store.read("both", answer.header().end(), 10));
            assertThat(rest.slots()).isEmpty();
            assertThat(rest.header()).isEqualTo(answer.header());
            assertThat(rest.header().poll().last()).isEqualTo(ended(PollOutcome.CHANGED));
        }
    }

    @Test
    void aDifferenceTravelsAndNothingElse() {
        ListPosition first = poll(here(), "difference", List.of(contact(1), contact(2)), List.of())
                .header()
                .end();
        poll(there(), "difference", List.of(contact(3)), List.of("c1"));

        ListDelta delta = now(here().read("difference", first, 10));
        assertThat(delta.whole()).isFalse();
        assertThat(delta.slots()).containsExactly(new Slot(3, "c3", contact(3)), new Slot(4, "c1", null));
    }

    @Test
    void aListThatIsNotHeldHasNothing() {
        ListDelta delta = now(there().read("nothing", ListPosition.START, 10));

        assertThat(delta.header().isHeld()).isFalse();
        assertThat(delta.slots()).isEmpty();
        assertThat(delta.whole()).isFalse();
    }

    @Test
    void whatIsHeldBackIsAcceptedThroughAnotherNode() {
        poll(here(), "held", List.of(contact(1), contact(2)), List.of());
        long base =
                now(here().read("held", ListPosition.START, 1)).header().last().id();
        String id = begin(here(), "held");
        ask(here(), "held", new StagePart(id, 0, List.of(), List.of("c1")));
        ask(here(), "held", new EndPoll(id, base, 1, 5, ended(PollOutcome.HELD_BACK)));
        assertThat(all(there(), "held", 10)).hasSize(2);

        assertThat(ask(there(), "held", new AcceptHeld(6)).header().held()).isNull();
        assertThat(all(here(), "held", 10))
                .extracting(Slot::id, Slot::contact)
                .contains(org.assertj.core.groups.Tuple.tuple("c1", null));
        assertThat(ask(there(), "held", new AcceptHeld(7)).refusal()).isEqualTo(ListRefusal.NOTHING_HELD_BACK);
    }

    @Test
    void everyKindOfRequestTravels() {
        String id = begin(there(), "kinds");
        ask(there(), "kinds", new StagePart(id, 0, List.of(contact(1)), List.of()));
        PollState known = new PollState(PollState.Running.NONE, ended(PollOutcome.FAILED), 1, 2, 3, 0);
        assertThat(ask(there(), "kinds", new EndOffer(id, 1, 9, known)).header().poll())
                .isEqualTo(known);
        assertThat(ask(here(), "kinds", new RequestPoll(77)).header().poll().requestedAt())
                .isEqualTo(77);
        String late = begin(here(), "kinds");
        assertThat(ask(there(), "kinds", new StagePart(id, 0, List.of(), List.of("c1")))
                        .refusal())
                .isEqualTo(ListRefusal.POLL_OVER);
        assertThat(ask(there(), "kinds", new EndPoll(late, 0, 0, 3, ended(PollOutcome.FAILED)))
                        .header()
                        .poll()
                        .failures())
                .isEqualTo(4);
    }

    @Test
    void aChangeHintsBothNodes() {
        Queue<String> hints = new ConcurrentLinkedQueue<>();
        here().onHint(list -> hints.add("here " + list));
        there().onHint(list -> hints.add("there " + list));
        poll(here(), "hint", List.of(contact(1)), List.of());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(hints).contains("here hint", "there hint"));
    }
}
