package org.statusaggregator.node.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.core.status.RestoreRoster;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.support.TestCic;

/** What every {@link RosterStore} does, seen from two nodes of one cluster. Each test has a CIC server of its own. */
public abstract class RosterStoreContract {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** The store as one node sees it. */
    protected abstract RosterStore here();

    /** The same as another node sees it. */
    protected abstract RosterStore there();

    /** On how many nodes it holds what it holds. */
    protected abstract int copies();

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static RosterDelta read(RosterStore store, String cicServer, Position from, int limit) {
        @Nullable RosterDelta delta = now(store.read(cicServer, from, limit));
        return Objects.requireNonNull(delta, cicServer);
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::toString).toList();
    }

    @Test
    void whatOneNodeWritesBothRead() {
        TestCic cic = new TestCic("both-read", here());
        now(cic.open());
        RosterStore.Outcome outcome = now(cic.snapshot(cic.user("ann", "Available"), cic.user("bob", "At Lunch")));

        assertThat(outcome.answer()).isEqualTo(new RosterAnswer(null, 1, 2, 1));
        for (RosterStore store : List.of(here(), there())) {
            RosterDelta delta = read(store, "both-read", Position.START, 100);
            assertThat(delta.whole()).isTrue();
            assertThat(delta.more()).isFalse();
            assertThat(texts(delta.rows()))
                    .containsExactly("ann ann@example.com 1.1 ON REPORTED", "bob bob@example.com 1.2 ON REPORTED");
            assertThat(delta.rows().get(0).body())
                    .isEqualTo(cic.user("ann", "Available").body());
            assertThat(delta.next()).isEqualTo(delta.header().end());
            assertThat(delta.header().session()).isNotNull();
        }
    }

    @Test
    void theOutcomeSaysOnHowManyNodesItIsHeld() {
        assertThat(now(new TestCic("copies", here()).open()).copies()).isEqualTo(copies());
        assertThat(now(new TestCic("copies-there", there()).open()).copies()).isEqualTo(copies());
    }

    @Test
    void aReaderThatHasEverythingIsGivenWhatIsNew() {
        TestCic cic = new TestCic("what-is-new", here());
        now(cic.open());
        now(cic.snapshot(cic.users(50, "Available")));
        Position end = read(there(), cic.name(), Position.START, 100).next();
        assertThat(read(there(), cic.name(), end, 100).rows()).isEmpty();
        now(cic.publish(cic.user("u7", "At Lunch"), TestCic.removal("u9")));

        RosterDelta delta = read(there(), cic.name(), end, 100);
        assertThat(delta.whole()).isFalse();
        assertThat(texts(delta.rows()))
                .containsExactly("u7 u7@example.com 1.51 ON REPORTED", "u9 u9@example.com 1.52 REMOVED REPORTED");
    }

    @Test
    void aRepeatedBatchIsAppliedOnceAndAnsweredAsBefore() {
        TestCic cic = new TestCic("repeated", here());
        now(cic.open());
        now(cic.snapshot(cic.user("ann", "Available")));
        RosterAnswer first = now(cic.publish(cic.user("ann", "At Lunch"))).answer();
        RosterAnswer again = now(cic.repeat(PublishBatch.Part.NONE, cic.user("ann", "At Lunch")))
                .answer();

        assertThat(again).isEqualTo(first);
        assertThat(read(here(), cic.name(), Position.START, 10).rows()).hasSize(1);
        assertThat(read(there(), cic.name(), Position.START, 10).header().sequence())
                .isEqualTo(2);
    }

    @Test
    void aBatchThatComesTooEarlyIsRefusedWithWhatIsExpected() {
        TestCic cic = new TestCic("too-early", here());
        now(cic.open());
        now(cic.snapshot());
        RosterStore.Outcome outcome = now(here().execute(
                        cic.name(), new PublishBatch(cic.sessionId(), "node1", 7, PublishBatch.Part.NONE, List.of())));

        assertThat(outcome.answer().refusal()).isEqualTo(Refusal.BATCH_OUT_OF_ORDER);
        assertThat(outcome.answer().lastBatch()).isEqualTo(1);
    }

    @Test
    void aRosterThatNobodyOpenedIsNull() {
        assertThat(now(here().read("nobody", Position.START, 10))).isNull();
        assertThat(now(there().read("nobody", Position.START, 10))).isNull();
        assertThat(now(here().execute("nobody", new PublishBatch("s", "n", 1, PublishBatch.Part.NONE, List.of())))
                        .answer()
                        .refusal())
                .isEqualTo(Refusal.SESSION_LOST);
        assertThat(here().cicServers()).doesNotContain("nobody");
    }

    @Test
    void aBigRosterComesInSeveralReads() {
        TestCic cic = new TestCic("big", here());
        now(cic.open());
        now(cic.snapshot(cic.users(5_000, "Available")));
        List<Row> rows = new ArrayList<>();
        Position position = Position.START;
        int reads = 0;
        RosterDelta delta;
        do {
            delta = read(there(), cic.name(), position, 999);
            assertThat(delta.whole()).as("read " + reads).isEqualTo(reads == 0);
            rows.addAll(delta.rows());
            position = delta.next();
            reads++;
        } while (delta.more());

        assertThat(reads).isEqualTo(6);
        assertThat(rows).extracting(Row::sequence).hasSize(5_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyNodeKnowsEveryCicServer() {
        now(new TestCic("known-1", here()).open());
        now(new TestCic("known-2", there()).open());

        assertThat(here().cicServers()).contains("known-1", "known-2");
        assertThat(there().cicServers()).contains("known-1", "known-2");
    }

    @Test
    void bothNodesAreToldWhicheverWrites() {
        Collection<String> hintsHere = new ConcurrentLinkedQueue<>();
        Collection<String> hintsThere = new ConcurrentLinkedQueue<>();
        here().listen(new Names(hintsHere));
        there().listen(new Names(hintsThere));
        TestCic cic = new TestCic("hinted", here());
        now(cic.open());
        await().atMost(SOON).until(() -> hintsHere.contains("hinted") && hintsThere.contains("hinted"));

        hintsHere.clear();
        hintsThere.clear();
        now(cic.publish(cic.user("ann", "Available")));
        await().atMost(SOON).until(() -> hintsHere.contains("hinted") && hintsThere.contains("hinted"));
    }

    /** Gathers the names of what it is told of. */
    private record Names(Collection<String> names) implements RosterStore.Listener {
        @Override
        public void changed(RosterChange change) {
            names.add(change.header().cicServer());
        }

        @Override
        public void mayHaveChanged(String cicServer) {
            names.add(cicServer);
        }
    }

    @Test
    void aRosterCanBeOfferedWhole() {
        TestCic cic = new TestCic("offered", here());
        now(cic.open());
        now(cic.snapshot(cic.user("ann", "Available")));
        now(cic.publish(TestCic.removal("ann"), cic.user("bob", "At Lunch")));
        RosterDelta whole = read(here(), "offered", Position.START, 100);
        RosterChange change = new RosterChange(whole.header(), whole.rows(), Set.of(), RosterChange.Kind.REPLACE);

        assertThat(now(there().execute("offered-copy", new OfferRoster(change)))
                        .answer()
                        .refusal())
                .isNull();
        RosterDelta copy = read(here(), "offered-copy", Position.START, 100);
        assertThat(copy.header()).isEqualTo(whole.header());
        assertThat(texts(copy.rows())).isEqualTo(texts(whole.rows()));
    }

    @Test
    void aRosterComesBackFromADisk() {
        TestCic cic = new TestCic("stored", here());
        now(cic.open());
        now(cic.snapshot(cic.user("ann", "Available"), cic.user("bob", "At Lunch")));
        now(cic.publish(TestCic.removal("ann")));
        RosterDelta whole = read(here(), "stored", Position.START, 100);

        assertThat(now(there().execute(
                                        "restored",
                                        RestoreRoster.of(whole.header(), whole.next(), whole.rows(), "restored epoch")))
                        .answer()
                        .refusal())
                .isNull();

        RosterDelta restored = read(here(), "restored", Position.START, 100);
        assertThat(restored.header().session()).isNull();
        assertThat(restored.header().epoch().id()).isEqualTo("restored epoch");
        assertThat(texts(restored.rows()))
                .containsExactly(
                        "bob bob@example.com 1001.4 OFF RESTORED", "ann ann@example.com 1001.5 REMOVED REPORTED");
    }

    @Test
    void sessionsEndAndTheirUsersAreLoggedOff() {
        TestCic cic = new TestCic("ended", here());
        now(cic.open());
        now(cic.snapshot(cic.user("ann", "Available")));
        now(cic.keepAlive());
        assertThat(now(cic.close()).answer().epoch()).isEqualTo(2);

        RosterDelta delta = read(there(), "ended", Position.START, 10);
        assertThat(delta.header().session()).isNull();
        assertThat(texts(delta.rows())).containsExactly("ann ann@example.com 2.2 OFF LEASE_EXPIRED");
    }
}
