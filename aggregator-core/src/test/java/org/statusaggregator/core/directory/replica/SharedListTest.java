package org.statusaggregator.core.directory.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;

class SharedListTest {
    private final Copies copies = new Copies();
    private int polls;

    private static Contact contact(String id) {
        return Contact.of(id, List.of(id + "@example.com"), Map.of());
    }

    private String begin() {
        String poll = "p" + ++polls;
        copies.ask(new BeginPoll(new PollState.Running(poll, "sa1", polls)));
        return poll;
    }

    private ListDecision end(String poll, PollOutcome outcome, int staged) {
        long base = copies.owner.header().last().id();
        return copies.ask(new EndPoll(poll, base, staged, polls, ended(outcome)));
    }

    private PollState.Ended ended(PollOutcome outcome) {
        return new PollState.Ended(outcome, "", new PollCounts(1, 2, 3, 4, 5), "sa1", polls, polls + 100);
    }

    private void poll(String... ids) {
        String poll = begin();
        copies.ask(new StagePart(
                poll, 0, List.of(ids).stream().map(SharedListTest::contact).toList(), List.of()));
        end(poll, PollOutcome.CHANGED, ids.length);
    }

    private List<String> shown() {
        TestReader reader = new TestReader();
        reader.readAll(copies.owner);
        return reader.shown.keySet().stream().sorted().toList();
    }

    @Test
    void nothingOfAPollIsSeenBeforeItEnds() {
        poll("a", "b");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(contact("c")), List.of("a")));
        assertThat(shown()).containsExactly("a", "b");

        end(poll, PollOutcome.CHANGED, 2);
        assertThat(shown()).containsExactly("b", "c");
        assertThat(copies.owner.contacts()).isEqualTo(2);
    }

    @Test
    void aPollThatFailsLeavesTheListAsItWas() {
        poll("a");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(contact("b")), List.of("a")));
        end(poll, PollOutcome.FAILED, 2);

        assertThat(shown()).containsExactly("a");
        assertThat(copies.owner.header().poll().failures()).isEqualTo(1);
        assertThat(copies.owner.header().poll().succeededAt()).isEqualTo(101);
        assertThat(copies.owner.parts().staged()).isEqualTo(ListChange.Part.NONE);
    }

    @Test
    void aPollThatBeganBeforeAnotherOneCanChangeNothing() {
        poll("a");
        String slow = begin();
        String quick = begin();
        copies.ask(new StagePart(quick, 0, List.of(contact("b")), List.of()));

        assertThat(copies.ask(new StagePart(slow, 0, List.of(), List.of("a"))).refusal())
                .isEqualTo(ListRefusal.POLL_OVER);
        assertThat(end(slow, PollOutcome.CHANGED, 1).refusal()).isEqualTo(ListRefusal.POLL_OVER);
        assertThat(end(quick, PollOutcome.CHANGED, 1).refusal()).isNull();
        assertThat(shown()).containsExactly("a", "b");
    }

    @Test
    void aDifferenceFromAnotherStateIsRefused() {
        poll("a");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(contact("b")), List.of()));

        assertThat(copies.ask(new EndPoll(poll, 77, 1, 5, ended(PollOutcome.CHANGED)))
                        .refusal())
                .isEqualTo(ListRefusal.OUT_OF_ORDER);
        assertThat(end(poll, PollOutcome.CHANGED, 2).refusal()).isEqualTo(ListRefusal.OUT_OF_ORDER);
        assertThat(copies.ask(new StagePart(poll, 7, List.of(contact("c")), List.of()))
                        .refusal())
                .isEqualTo(ListRefusal.OUT_OF_ORDER);
    }

    @Test
    void whatIsHeldBackWaitsForItsConfirmation() {
        poll("a", "b");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(), List.of("a")));
        end(poll, PollOutcome.HELD_BACK, 1);
        assertThat(shown()).containsExactly("a", "b");
        assertThat(copies.owner.header().held()).isEqualTo(new ListHeader.Held(new PollCounts(1, 2, 3, 4, 5), 102));

        String failed = begin();
        end(failed, PollOutcome.FAILED, 0);
        assertThat(copies.owner.header().held()).as("after a poll that failed").isNotNull();

        assertThat(copies.ask(new AcceptHeld(55)).refusal()).isNull();
        assertThat(copies.ask(new AcceptHeld(55)).refusal()).as("repeated").isNull();
        assertThat(copies.ask(new AcceptHeld(56)).refusal()).isEqualTo(ListRefusal.NOTHING_HELD_BACK);
        assertThat(shown()).containsExactly("b");
        assertThat(copies.owner.header().held()).isNull();
    }

    @Test
    void whatWasHeldBackIsForgottenWhenTheDirectoryIsItselfAgain() {
        poll("a");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(), List.of("a")));
        end(poll, PollOutcome.HELD_BACK, 1);
        end(begin(), PollOutcome.UNCHANGED, 0);

        assertThat(copies.ask(new AcceptHeld(9)).refusal()).isEqualTo(ListRefusal.NOTHING_HELD_BACK);
    }

    @Test
    void aPollThatChangesNothingMovesNoReader() {
        poll("a");
        ListPosition before = copies.owner.header().end();
        end(begin(), PollOutcome.UNCHANGED, 0);

        assertThat(copies.owner.header().end()).isEqualTo(before);
        assertThat(copies.owner.after(before, 10).slots()).isEmpty();
        assertThat(copies.owner.after(before, 10).whole()).isFalse();
        assertThat(copies.owner.header().poll().last().outcome()).isEqualTo(PollOutcome.UNCHANGED);
    }

    @Test
    void aBackupThatMissedAPartKnowsThatItIsWrong() {
        poll("a");
        String poll = begin();
        copies.askOwnerOnly(new StagePart(poll, 0, List.of(contact("b")), List.of()));
        end(poll, PollOutcome.CHANGED, 1);

        assertThat(copies.backup).isNull();
    }

    @Test
    void aBackupThatMissedAPollKnowsThatItIsWrong() {
        poll("a");
        String poll = begin();
        copies.ask(new StagePart(poll, 0, List.of(contact("b")), List.of()));
        copies.askOwnerOnly(new EndPoll(poll, 1, 1, 2, ended(PollOutcome.CHANGED)));
        begin();

        assertThat(copies.backup).isNull();
    }

    @Test
    void aReaderThatIsFarBehindReadsEverythingAndComesToAnEnd() {
        TestReader behind = new TestReader();
        poll("a");
        behind.readAll(copies.owner);
        for (int i = 0; i < 20; i++) {
            poll("x" + i);
        }
        behind.readAll(copies.owner);

        assertThat(behind.wholeReads).isEqualTo(2); // the first one and this one
        assertThat(behind.shown).hasSize(21).containsKey("a");
        poll("last");
        behind.readAll(copies.owner);
        assertThat(behind.wholeReads).isEqualTo(2);
    }

    @Test
    void anOfferIsTakenOnlyIfNothingIsHeld() {
        String offer = begin();
        copies.ask(new StagePart(offer, 0, List.of(contact("a")), List.of()));
        PollState known =
                new PollState(new PollState.Running("old", "sa9", 1), ended(PollOutcome.CHANGED), 11, 22, 0, 0);
        assertThat(copies.ask(new EndOffer(offer, 1, 5, known)).refusal()).isNull();
        assertThat(shown()).containsExactly("a");
        assertThat(copies.owner.header().poll().succeededAt()).isEqualTo(22);
        assertThat(copies.owner.header().poll().running()).isEqualTo(PollState.Running.NONE);

        String late = begin();
        copies.ask(new StagePart(late, 0, List.of(contact("b")), List.of()));
        assertThat(copies.ask(new EndOffer(late, 1, 6, known)).refusal()).isEqualTo(ListRefusal.HELD_ALREADY);
        assertThat(shown()).containsExactly("a");
    }

    @Test
    void aListThatLostInAMergeIsPolledSoon() {
        poll("a");
        SharedList other = Copies.copy(copies.owner);
        poll("b");
        SharedList winner = Copies.copy(copies.owner);

        assertThat(ListMerge.merge(other, winner).header().poll().requestedAt()).isZero();
        Copies side = new Copies();
        side.owner = other;
        side.ask(new BeginPoll(new PollState.Running("q", "sa2", 1)));
        side.ask(new StagePart("q", 0, List.of(contact("c")), List.of()));
        side.ask(new EndPoll("q", 1, 1, 99, ended(PollOutcome.CHANGED)));
        assertThat(ListMerge.merge(side.owner, winner).header().poll().requestedAt())
                .isPositive();
    }

    @Test
    void thePlaceOfContactsThatChangeOftenIsUsedAgain() {
        ListLog log = new ListLog();
        IntStream.rangeClosed(1, 100_000).forEach(i -> log.append(new Slot(i, "c" + i % 7, contact("c"))));

        assertThat(log.after(0, 1_000))
                .extracting(Slot::sequence)
                .containsExactly(99_994L, 99_995L, 99_996L, 99_997L, 99_998L, 99_999L, 100_000L);
        assertThat(log.after(99_999, 10)).hasSize(1);
        assertThat(log.contacts()).isEqualTo(7);
    }
}
