package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.view.RosterView;

/** New rows are looked up once, for all who follow their addresses. */
class FollowersTest {
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.com";

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node = new TestNode("node1", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final Followers followers = new Followers();
    private final Watcher annAndBob = watcher(ANN, BOB);
    private final Watcher bob = watcher(BOB);

    FollowersTest() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"), cic.user("cid", "Available"));
        node.run();
        followers.add(annAndBob, annAndBob.interest().emails());
        followers.add(bob, bob.interest().emails());
        followers.news(roster());
    }

    @Test
    void newRowsGoToWhoFollowsTheirAddresses() {
        cic.publish(cic.user("cid", "At Lunch"), cic.user("bob", "At Lunch"), cic.user("ann", "At Lunch"));
        node.run();
        Followers.News news = followers.news(roster());

        assertThat(news.of(annAndBob)).extracting(Row::userId).containsExactly("bob", "ann");
        assertThat(news.of(bob)).extracting(Row::userId).containsExactly("bob");
    }

    @Test
    void whatWasLookedUpIsNotLookedUpAgain() {
        cic.publish(cic.user("bob", "At Lunch"));
        node.run();
        followers.news(roster());

        assertThat(followers.news(roster()).of(bob)).isEmpty();
    }

    @Test
    void whoFollowsAnAddressNoLongerHearsNothingOfIt() {
        followers.remove(annAndBob, Set.of(BOB));
        cic.publish(cic.user("bob", "At Lunch"), cic.user("ann", "At Lunch"));
        node.run();
        Followers.News news = followers.news(roster());

        assertThat(news.of(annAndBob)).extracting(Row::userId).containsExactly("ann");
        assertThat(news.of(bob)).extracting(Row::userId).containsExactly("bob");
    }

    @Test
    void newsAreOfUseOnlyToAWatchThatWasSentEverythingBefore() {
        Cursor atTheEnd = Cursor.at(roster(), roster().shown());
        Cursor behind = Cursor.atStart(roster());
        cic.publish(cic.user("bob", "At Lunch"));
        node.run();
        Followers.News news = followers.news(roster());

        assertThat(news.continues(atTheEnd)).isTrue();
        assertThat(news.continues(behind)).isFalse();
    }

    @Test
    void aWatchOfAnAddressThatIsAddedLaterHearsOfItsChanges() {
        RecordingOutput output = new RecordingOutput();
        String id = node.watch(TestNode.emails(ANN), output);
        var unused = node.hub().update(id, TestNode.ADMIN, Set.of(BOB), Set.of());
        node.run();
        output.clear();
        cic.publish(cic.user("ann", "At Lunch"), cic.user("bob", "At Lunch"));
        node.run();

        assertThat(output.rows()).containsExactly("cic1/ann At Lunch", "cic1/bob At Lunch");
    }

    private RosterView roster() {
        return Objects.requireNonNull(node.view().roster("cic1"));
    }

    private Watcher watcher(String... emails) {
        WatchRequest request = new WatchRequest(TestNode.ADMIN, TestNode.emails(emails), null, false, 0);
        return new Watcher(List.of(emails).toString(), request, new RecordingOutput(), node.view(), name -> true);
    }
}
