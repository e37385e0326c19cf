package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ContactPollerTest {
    private final TestLists lists = new TestLists();

    /** The poller's own threads may not poll here: the test says when it looks. */
    private ContactPoller poller(Predicate<String> mayPoll) {
        Thread test = Thread.currentThread();
        ListPoll poll = new ListPoll("sa1", lists.store, lists.view, lists.directory, () -> lists.now);
        return new ContactPoller(
                List.of(lists.list),
                lists.view,
                poll,
                new PollTimer(Duration.ZERO),
                () -> lists.now,
                list -> Thread.currentThread().equals(test) && mayPoll.test(list));
    }

    @Test
    void aNodeThatHasNotReadTheOutcomeOfItsOwnPollDoesNotPollAgain() {
        lists.directory.put("1", "Ann", "ann@example.com");
        try (ContactPoller poller = poller(list -> true)) {
            poller.look(lists.list);
            assertThat(lists.shown().size()).as("not read yet").isZero();
            lists.now = lists.now.plusSeconds(5);
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(1);

            lists.loop.run();
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(1);
            lists.now = lists.now.plus(Duration.ofDays(1));
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(2);
        }
    }

    @Test
    void whoIsNotElectedDoesNotPoll() {
        try (ContactPoller poller = poller(list -> false)) {
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isZero();
        }
    }

    @Test
    void aDirectoryThatFailsIsTriedAgainAndAPersonWhoAsksIsHeard() {
        lists.directory.put("1", "Ann", "ann@example.com");
        lists.directory.fail("down");
        try (ContactPoller poller = poller(list -> true)) {
            poller.look(lists.list);
            lists.loop.run();
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(1);
            lists.now = lists.now.plusSeconds(31);
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(2);

            lists.loop.run();
            lists.store.execute(
                    "people", new org.statusaggregator.core.directory.replica.RequestPoll(lists.now.toEpochMilli()));
            lists.loop.run();
            poller.look(lists.list);
            assertThat(lists.directory.reads()).isEqualTo(3);
        }
    }
}
