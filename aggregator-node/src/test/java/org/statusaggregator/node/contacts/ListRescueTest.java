package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListHeader;
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
        assertThat(archive.saves).containsExactly("2 put 0 removed", "0 put 1 removed");
        before.poll();
        assertThat(archive.saves).as("the state of the polls only").last().isEqualTo("0 put 0 removed");

        TestLists after = new TestLists(new InMemoryContactStore());
        rescue(after, archive);
        after.view.listen(new ListKeeper(archive));
        after.view.round();
        after.wait(SOON);
        assertThat(after.names()).containsExactly("Ann");
        assertThat(after.shown().header().poll().last())
                .isEqualTo(before.shown().header().poll().last());
        assertThat(archive.saves).last().isEqualTo("0 put 0 removed");
    }

    private static final class MapArchive implements ContactArchive {
        private ListHeader header = ListHeader.NEW;
        private final Map<String, Contact> contacts = new TreeMap<>();
        private final List<String> saves = new ArrayList<>();

        @Override
        public Kept load(String list) {
            return new Kept(header, List.copyOf(contacts.values()));
        }

        @Override
        public void save(String list, ListHeader newHeader, Collection<Contact> put, Collection<String> removed) {
            header = newHeader;
            put.forEach(contact -> contacts.put(contact.id(), contact));
            contacts.keySet().removeAll(removed);
            saves.add(put.size() + " put " + removed.size() + " removed");
        }
    }
}
