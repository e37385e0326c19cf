package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.node.support.InMemoryContactStore;

class ListRescueTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private static ListRescue rescue(TestLists lists, ContactArchive archive) {
        ListRescue rescue = new ListRescue("sa1", lists.store, archive, lists.loop, () -> lists.now);
        lists.view.listen(rescue);
        return rescue;
    }

    private static TestLists filled() {
        TestLists lists = new TestLists();
        for (int i = 0; i < 1_500; i++) {
            lists.directory.put("p" + i, "Person " + i, "p" + i + "@example.com");
        }
        lists.poll();
        return lists;
    }

    @Test
    void whatTheClusterLostIsShownAndGivenBack() {
        TestLists lists = filled();
        ListRescue rescue = rescue(lists, ContactArchive.NONE);
        lists.store.lose();
        lists.view.round();
        lists.loop.run();
        assertThat(lists.shown().size()).isEqualTo(1_500);
        assertThat(rescue.isOffering("people")).isTrue();

        lists.wait(SOON);
        assertThat(rescue.isOffering("people")).isFalse();
        TestLists other = new TestLists(lists.store);
        assertThat(other.names()).isEqualTo(lists.names());
        assertThat(other.shown().header().poll().last().outcome()).isEqualTo(PollOutcome.CHANGED);
        assertThat(lists.shown().version()).isEqualTo(other.shown().version());
    }

    @Test
    void twoNodesThatGiveTheSameListBackDoNotHinderEachOtherForEver() {
        TestLists one = filled();
        TestLists other = new TestLists(one.store);
        rescue(one, ContactArchive.NONE);
        rescue(other, ContactArchive.NONE);
        one.store.lose();
        for (int round = 0; round < 3; round++) {
            one.view.round();
            other.view.round();
            one.wait(SOON);
            other.wait(SOON);
        }
        assertThat(one.shown().version()).isEqualTo(other.shown().version()).isNotEmpty();
        assertThat(new TestLists(one.store).shown().size()).isEqualTo(1_500);
    }

    @Test
    void aClusterThatStartsFromNothingGetsWhatWasKept() {
        MapArchive archive = new MapArchive();
        TestLists before = new TestLists();
        before.view.listen(new ListKeeper(archive));
        before.directory.put("1", "Ann", "ann@example.com").put("2", "Ben", "ben@example.com");
        before.poll();
        before.directory.remove("2");
        before.poll();

        TestLists after = new TestLists(new InMemoryContactStore());
        rescue(after, archive);
        after.view.listen(new ListKeeper(archive));
        after.view.round();
        after.wait(SOON);
        assertThat(after.names()).containsExactly("Ann");
        assertThat(after.shown().header().poll().last())
                .isEqualTo(before.shown().header().poll().last());
    }

    @Test
    void aListThatWasGivenBackCountsAsOfferedUntilItIsReadSoThatNobodyPollsItMeanwhile() {
        MapArchive archive = new MapArchive();
        TestLists before = filled();
        before.keepIn(archive);
        before.view.round();
        before.loop.run();

        InMemoryContactStore store = new InMemoryContactStore();
        ContactsView deaf = new ContactsView(new WithoutHints(store), before.loop, List.of("people"));
        ListRescue rescue = new ListRescue("sa1", store, archive, before.loop, () -> before.now);
        deaf.listen(rescue);
        deaf.round();
        before.wait(SOON);
        assertThat(new TestLists(store).shown().size()).as("the cluster has it").isEqualTo(1_500);
        assertThat(deaf.list("people")).extracting(ListSnapshot::size).isEqualTo(0);
        assertThat(rescue.isOffering("people")).isTrue();

        deaf.round();
        before.loop.run();
        assertThat(deaf.list("people")).extracting(ListSnapshot::size).isEqualTo(1_500);
        assertThat(rescue.isOffering("people")).isFalse();

        store.lose();
        deaf.round();
        before.wait(SOON);
        deaf.round();
        before.loop.run();
        assertThat(rescue.isOffering("people")).as("also when it is lost again").isFalse();
    }

    /** A store that says nothing by itself. */
    private record WithoutHints(ContactStore store) implements ContactStore {
        @Override
        public CompletionStage<Answer> execute(String list, ListRequest request) {
            return store.execute(list, request);
        }

        @Override
        public CompletionStage<ListDelta> read(String list, ListPosition position, int limit) {
            return store.read(list, position, limit);
        }

        @Override
        public void onHint(Consumer<String> listener) {
            // nobody is told
        }
    }

    @Test
    void whatWasHeldBackDoesNotComeBackSoTheDirectoryIsReadAgain() {
        MapArchive archive = new MapArchive();
        TestLists before = filled();
        before.keepIn(archive);
        for (int i = 0; i < 1_000; i++) {
            before.directory.remove("p" + i);
        }
        before.poll();
        assertThat(before.shown().header().poll().last().outcome()).isEqualTo(PollOutcome.HELD_BACK);

        TestLists after = new TestLists(new InMemoryContactStore());
        after.keepIn(archive);
        after.view.round();
        after.wait(SOON);
        assertThat(after.shown().size()).isEqualTo(1_500);
        assertThat(after.shown().header().held()).isNull();
        assertThat(after.shown().header().poll().requestedAt()).isPositive();
    }

    private static final class MapArchive implements ContactArchive {
        private ListHeader header = ListHeader.NEW;
        private List<Contact> contacts = List.of();

        @Override
        public Kept load(String list) {
            return new Kept(header, contacts);
        }

        @Override
        public void save(ListSnapshot now) {
            header = now.header();
            contacts = now.contacts();
        }
    }
}
