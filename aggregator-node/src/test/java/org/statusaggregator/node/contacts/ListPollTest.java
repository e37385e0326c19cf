package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndPoll;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.StagePart;

class ListPollTest {
    private final TestLists lists = new TestLists();

    private PollState.Ended last() {
        return lists.shown().header().poll().last();
    }

    private void fill(int people) {
        for (int i = 0; i < people; i++) {
            lists.directory.put("p" + i, "Person " + i, "p" + i + "@example.com");
        }
    }

    private void removeFirst(int people) {
        for (int i = 0; i < people; i++) {
            lists.directory.remove("p" + i);
        }
    }

    @Test
    void theFirstPollBringsEverythingAndTheNextTheDifference() {
        lists.directory.put("1", "Zoe", "zoe@example.com").put("2", "Ann", "ann@example.com");
        lists.poll();
        assertThat(lists.names()).containsExactly("Ann", "Zoe");
        assertThat(last().counts()).isEqualTo(new PollCounts(2, 2, 0, 0, 0));

        lists.directory.put("3", "Éva").put("1", "Zoë", "zoe@example.com").remove("2");
        lists.store.requests().clear();
        lists.poll();
        assertThat(lists.names()).containsExactly("Éva", "Zoë");
        assertThat(last().counts()).isEqualTo(new PollCounts(2, 1, 1, 1, 1));
        assertThat(lists.changes).containsExactly("0 -> 2", "2 -> 2");
    }

    @Test
    void aPollThatChangesNothingBringsNothing() {
        fill(50);
        lists.poll();
        String version = lists.shown().version();
        lists.store.requests().clear();
        lists.poll();

        assertThat(lists.store.requests())
                .extracting(ListRequest::getClass)
                .containsExactly(BeginPoll.class, EndPoll.class);
        assertThat(last().outcome()).isEqualTo(PollOutcome.UNCHANGED);
        assertThat(lists.shown().version()).isEqualTo(version);
        assertThat(lists.changes).hasSize(1);
    }

    @Test
    void aLongListTravelsInParts() {
        fill(2_500);
        lists.poll();

        assertThat(lists.store.requests())
                .filteredOn(StagePart.class::isInstance)
                .hasSize(3);
        assertThat(lists.shown().size()).isEqualTo(2_500);
        assertThat(lists.changes).containsExactly("0 -> 2500");
    }

    @Test
    void aDirectoryThatFailsInTheMiddleLeavesTheListAsItWas() {
        fill(10);
        lists.poll();
        fill(20);
        lists.directory.fail("ldap1:389: gone");
        lists.poll();

        assertThat(lists.shown().size()).isEqualTo(10);
        assertThat(last().outcome()).isEqualTo(PollOutcome.FAILED);
        assertThat(last().message()).isEqualTo("ldap1:389: gone");
        assertThat(lists.shown().header().poll().failures()).isEqualTo(1);
        assertThat(lists.store.requests())
                .filteredOn(StagePart.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aClusterThatFailsInTheMiddleLeavesTheListAsItWasAndTheNextPollMendsIt() {
        fill(10);
        lists.poll();
        fill(3_000);
        for (int calls = 0; calls < 5; calls++) {
            lists.store.failAfter(calls);
            lists.poll();
            lists.store.failAfter(Integer.MAX_VALUE);
            lists.wait(java.time.Duration.ofSeconds(5));
            assertThat(lists.shown().size()).isEqualTo(10);
        }
        lists.poll();
        assertThat(lists.shown().size()).isEqualTo(3_000);
    }

    @Test
    void aDirectoryThatWasNeverReadAndHoldsNobodyIsAFault() {
        lists.poll();

        assertThat(last().outcome()).isEqualTo(PollOutcome.FAILED);
        assertThat(last().message()).contains("no entry that matches");
        assertThat(lists.shown().header().isHeld()).isFalse();
    }

    @Test
    void aListThatShrinksTooMuchIsHeldBackUntilItIsItselfAgain() {
        fill(100);
        lists.poll();
        removeFirst(21);
        lists.poll();
        assertThat(lists.shown().size()).isEqualTo(100);
        assertThat(last().outcome()).isEqualTo(PollOutcome.HELD_BACK);
        assertThat(last().message()).startsWith("21 of 100 contacts would go, more than 20 %");

        fill(100);
        lists.poll();
        assertThat(last().outcome()).isEqualTo(PollOutcome.UNCHANGED);
        assertThat(lists.shown().header().held()).isNull();
    }

    @Test
    void aDirectoryThatIsSuddenlyEmptyIsHeldBack() {
        fill(5);
        lists.poll();
        removeFirst(5);
        lists.poll();

        assertThat(lists.shown().size()).isEqualTo(5);
        assertThat(last().outcome()).isEqualTo(PollOutcome.HELD_BACK);
    }

    @Test
    void anotherPollThatBeganMeanwhileStopsThisOne() {
        fill(5);
        lists.directory.inTheMiddle(
                () -> lists.store.execute("people", new BeginPoll(new PollState.Running("other", "sa2", 1))));
        lists.poll();
        assertThat(lists.shown().header().isHeld()).isFalse();
        assertThat(lists.shown().header().poll().running().node()).isEqualTo("sa2");

        lists.directory.inTheMiddle(() -> {});
        lists.poll();
        assertThat(lists.shown().size()).isEqualTo(5);
    }

    @Test
    void entriesWithOneIdAreOneContactAndThatIsTold() {
        lists.directory.put("1", "Ann", "ann@example.com");
        DirectoryReader twice = (list, sink) -> {
            lists.directory.read(list, sink);
            DirectoryReader.Sink again = new DirectoryReader.Sink() {
                @Override
                public void restart() {}

                @Override
                public void entry(org.statusaggregator.core.directory.DirectoryEntry entry) {
                    sink.entry(entry);
                }
            };
            lists.directory.read(list, again);
            return "said by the directory";
        };
        try {
            new ListPoll("sa1", lists.store, lists.view, twice, () -> lists.now).run(lists.list);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lists.loop.run();

        assertThat(lists.names()).isEqualTo(List.of("Ann"));
        assertThat(last().message())
                .isEqualTo("said by the directory; 1 entries have the id of another one and were left out (1)");
    }
}
