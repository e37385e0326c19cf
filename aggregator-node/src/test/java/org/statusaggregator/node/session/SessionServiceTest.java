package org.statusaggregator.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.OpenSession;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.roster.RosterStore.Outcome;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;

/** What CIC servers do becomes requests to their own rosters, under the names in their certificates. */
class SessionServiceTest {
    private static final PeerIdentity CIC1 = new PeerIdentity("cic1", Role.CIC, List.of("cic1", "hosta", "hostb"));
    private static final OpenSession.Terms TERMS = new OpenSession.Terms(true, 7, 30_000);

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final List<String> ids = new ArrayList<>(List.of("id1", "id2", "id3"));
    private final SessionService sessions =
            new SessionService("node1", store, InstantSource.fixed(Instant.ofEpochMilli(4711)), () -> ids.remove(0));

    private Session session() {
        return Objects.requireNonNull(store.roster("cic1").header().session());
    }

    private static Outcome now(java.util.concurrent.CompletionStage<Outcome> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void anOpenedSessionBearsWhatTheCertificateAndTheClientSay() {
        SessionService.Opened opened =
                sessions.open(CIC1, "", TERMS, "client 1").toCompletableFuture().join();

        assertThat(opened.sessionId()).isEqualTo("id1");
        assertThat(opened.outcome().answer().epoch()).isEqualTo(8);
        assertThat(session().id()).isEqualTo("id1");
        assertThat(session().home()).isEqualTo(new Session.Home("node1", true));
        assertThat(session().lease().millis()).isEqualTo(30_000);
        assertThat(session().about()).isEqualTo(new Session.About(4711, "client 1", CIC1.names()));
    }

    @Test
    void anOpeningThatIsRepeatedUnderItsIdOpensOnce() {
        String chosen = "0b7c4e0a-0000-4000-8000-000000000001";
        Outcome first = sessions.open(CIC1, chosen, TERMS, "c")
                .toCompletableFuture()
                .join()
                .outcome();
        SessionService.Opened again =
                sessions.open(CIC1, chosen, TERMS, "c").toCompletableFuture().join();

        assertThat(again.sessionId()).isEqualTo(chosen);
        assertThat(again.outcome().answer()).isEqualTo(first.answer());
    }

    @Test
    void batchesCallsAndTheEndGoToTheSession() {
        sessions.open(CIC1, "", TERMS, "c");
        Row row = new TestCic("cic1", store).user("ann", "Available");
        Outcome published = now(sessions.publish(CIC1, "id1", 1, PublishBatch.Part.ONLY, List.of(row)));
        assertThat(published.answer().refusal()).isNull();
        assertThat(published.answer().sequence()).isEqualTo(1);
        long lease = session().lease().counter();

        assertThat(now(sessions.keepAlive(CIC1, "id1", 1)).answer().refusal()).isNull();
        assertThat(session().lease().counter()).isEqualTo(lease + 1);

        assertThat(now(sessions.keepAlive(CIC1, "id1", 2)).answer().refusal())
                .as("a batch was answered that is not here")
                .isEqualTo(Refusal.SESSION_LOST);
        assertThat(now(sessions.close(CIC1, "id1")).answer().refusal()).isNull();
        assertThat(store.roster("cic1").header().session()).isNull();
        assertThat(now(sessions.keepAlive(CIC1, "id1", 0)).answer().refusal()).isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void aCallMovesTheHome() {
        sessions.open(CIC1, "", TERMS, "c");
        SessionService elsewhere = new SessionService("node2", store, InstantSource.system());
        now(elsewhere.keepAlive(CIC1, "id1", 0));
        assertThat(session().home().node()).isEqualTo("node2");

        assertThat(now(sessions.disconnected("cic1", "id1")).answer().refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(session().home().connected()).isTrue();
    }

    @Test
    void anExpiryNeedsTheLeaseCounterThatWasWatched() {
        sessions.open(CIC1, "", TERMS, "c");
        long seen = session().lease().counter();
        now(sessions.keepAlive(CIC1, "id1", 0));

        assertThat(now(sessions.expire("cic1", "id1", seen)).answer().refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(now(sessions.expire("cic1", "id1", seen + 1)).answer().refusal())
                .isNull();
    }
}
