package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;

/** Addresses come and go on a live watch. */
class UpdateWatchTest {
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.com";
    private static final String EVE = "eve@example.com";

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node = new TestNode("node1", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final RecordingOutput output = new RecordingOutput();

    UpdateWatchTest() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "At Lunch"), cic.user("eve", "Gone"));
        node.run();
    }

    private OptionalInt update(String id, PeerIdentity peer, Set<String> add, Set<String> remove) {
        var answer = node.hub().update(id, peer, add, remove);
        node.run();
        return answer.join();
    }

    private OptionalInt update(String id, Set<String> add, Set<String> remove) {
        return update(id, TestNode.ADMIN, add, remove);
    }

    @Test
    void theRowsOfAnAddedAddressFollowAndThenItsChanges() {
        String id = node.watch(TestNode.emails(ANN), output);
        output.clear();

        assertThat(update(id, Set.of(BOB, ANN), Set.of())).hasValue(2);
        assertThat(output.told()).containsExactly("cic1/bob At Lunch");
        cic.publish(cic.user("bob", "Available"), cic.user("eve", "x"));
        node.run();
        assertThat(output.told()).containsExactly("cic1/bob At Lunch", "cic1/bob Available");
    }

    @Test
    void aRemovedAddressIsNotHeardOf() {
        String id = node.watch(TestNode.emails(ANN, BOB), output);
        output.clear();

        assertThat(update(id, Set.of(), Set.of(ANN))).hasValue(1);
        cic.publish(cic.user("ann", "x"), cic.user("bob", "y"));
        node.run();
        assertThat(output.told()).containsExactly("cic1/bob y");
    }

    @Test
    void onlyWhoWatchesMayChangeTheWatch() {
        String id = node.watch(TestNode.emails(ANN), output);
        PeerIdentity stranger = new PeerIdentity("eve", Role.ADMIN, List.of("eve"));

        assertThat(update(id, stranger, Set.of(BOB), Set.of())).isEmpty();
        assertThat(update("no such watch", Set.of(BOB), Set.of())).isEmpty();
        String all = node.watch(new RecordingOutput());
        assertThat(update(all, Set.of(BOB), Set.of()))
                .as("a watch of everything")
                .isEmpty();
    }

    @Test
    void aCicServerAddsAddressesWithoutItsOwnRows() {
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("ann", "of cic2"));
        node.run();
        PeerIdentity peer = new PeerIdentity("cic1", Role.CIC, List.of("cic1"));
        node.open(new WatchRequest(peer, TestNode.emails(EVE), null, false, 0), output);
        output.clear();

        assertThat(update("watch-1", peer, Set.of(ANN), Set.of())).hasValue(2);
        assertThat(output.told()).containsExactly("cic2/ann of cic2");
    }

    @Test
    void noTokenIsGivenBeforeTheRowsOfAddedAddressesWereSent() {
        String id = node.watch(TestNode.emails(ANN), output);
        RecordingOutput afterwards = new RecordingOutput();
        output.take(0);
        update(id, Set.of(BOB), Set.of());
        output.take(1); // ready again, and the progress mark comes before the watch hears of it
        node.loop().advance(Duration.ofSeconds(2));
        assertThat(output.rows()).doesNotContain("cic1/bob At Lunch");

        StatusFilter now = TestNode.emails(ANN, BOB);
        byte[] token = tokenFor(now);
        if (token.length > 0) {
            node.resume(now, token, afterwards);
            assertThat(afterwards.rows()).as("a token that says bob was sent").contains("cic1/bob At Lunch");
        }
    }

    /** The last token, if it is one for this filter. */
    private byte[] tokenFor(StatusFilter filter) {
        try {
            ResumeToken.decode(output.token(), filter);
            return output.token();
        } catch (BadTokenException e) {
            return new byte[0];
        }
    }

    @Test
    void aWatchWithoutAddressesGivesNoTokenThatMeansEverything() {
        String id = node.watch(TestNode.emails(ANN), output);
        update(id, Set.of(), Set.of(ANN));
        node.loop().advance(Duration.ofSeconds(2));

        assertThat(tokenFor(StatusFilter.ALL)).isEmpty();
    }

    @Test
    void aSlowWatchThatIsChangedOverAndOverKeepsNothingTwice() {
        String id = node.watch(TestNode.emails(ANN), output);
        output.clear();
        output.take(0);
        for (int i = 0; i < 1_000; i++) {
            cic.publish(cic.user("bob", "key " + i));
            node.run();
            update(id, Set.of(BOB), Set.of());
            update(id, Set.of(), Set.of(BOB));
        }
        update(id, Set.of(BOB), Set.of());
        node.ready(id, output);

        assertThat(output.rows()).hasSizeLessThanOrEqualTo(2).endsWith("cic1/bob key 999");
    }

    @Test
    void manyAddedAddressesShareMessages() {
        cic.publish(cic.users(900, "Available"));
        node.run();
        String id = node.watch(TestNode.emails(ANN), output);
        output.clear();
        String[] emails = new String[900];
        for (int i = 0; i < emails.length; i++) {
            emails[i] = TestCic.email("u" + i);
        }
        update(id, Set.of(emails), Set.of());

        assertThat(output.rows()).hasSize(900);
        assertThat(output.messages()).hasSizeLessThan(10);
    }
}
