package org.statusaggregator.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.EndSession;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.view.StatusView;

/** Silent sessions end after their lease, by the clock of the node that sweeps. */
class LeaseSweeperTest {
    private static final Duration LEASE = Duration.ofMillis(TestCic.LEASE_MILLIS);
    private static final Duration LITTLE = Duration.ofMillis(500);

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);
    private boolean oldest = true;

    @BeforeEach
    void start() {
        SessionService sessions = new SessionService("node1", store, InstantSource.system());
        LeaseSweeper.start(view, loop, sessions, () -> oldest);
        cic.openWith(cic.user("ann", "Available"));
        loop.advance(LITTLE);
    }

    private boolean isEnded() {
        return store.roster("cic1").header().session() == null;
    }

    private List<EndSession> ends() {
        return store.requests().stream()
                .filter(EndSession.class::isInstance)
                .map(EndSession.class::cast)
                .toList();
    }

    @Test
    void aSilentSessionEndsAfterItsLeaseAndItsUsersAreLoggedOff() {
        loop.advance(LEASE.minus(LITTLE).minus(LITTLE));
        assertThat(ends()).as("before the lease is over").isEmpty();

        loop.advance(LITTLE.plus(LITTLE));
        assertThat(isEnded()).isTrue();
        Row row = Objects.requireNonNull(store.roster("cic1").rows().user("ann"));
        assertThat(row.facts().loggedOn()).isFalse();
        assertThat(row.source()).isEqualTo(Source.LEASE_EXPIRED);
    }

    @Test
    void itEndsOnce() {
        loop.advance(LEASE.multipliedBy(3));

        assertThat(ends()).hasSize(1);
    }

    @Test
    void aSessionThatCallsLives() {
        for (int i = 0; i < 20; i++) {
            loop.advance(LEASE.dividedBy(2));
            cic.keepAlive();
            loop.run();
        }
        assertThat(ends()).isEmpty();
    }

    @Test
    void onlyTheOldestNodeEndsSessions() {
        oldest = false;
        loop.advance(LEASE.multipliedBy(2));
        assertThat(ends()).isEmpty();
    }

    @Test
    void aNewOldestNodeDoesNotStartAnew() {
        oldest = false;
        loop.advance(LEASE);
        assertThat(ends()).isEmpty();

        oldest = true;
        loop.advance(LITTLE);
        assertThat(isEnded()).isTrue();
    }

    @Test
    void whatTheViewHasNotHeardOfTheRosterKnows() {
        store.deliverHints(false);
        loop.advance(LEASE.minus(LITTLE));
        cic.keepAlive();
        loop.advance(LEASE);

        assertThat(ends()).hasSize(1);
        assertThat(isEnded()).isFalse();
    }

    @Test
    void anEndThatFailsIsAskedForAgain() {
        store.failCalls(3);
        loop.advance(LEASE.plus(LITTLE.multipliedBy(4)));

        assertThat(ends()).hasSizeGreaterThan(3);
        assertThat(isEnded()).isTrue();
    }

    @Test
    void aReopenedSessionHasItsOwnLease() {
        loop.advance(LEASE.minus(LITTLE));
        cic.openWith(cic.user("ann", "Available"));
        loop.advance(LEASE.minus(LITTLE));
        assertThat(ends()).isEmpty();

        loop.advance(LITTLE.multipliedBy(2));
        assertThat(isEnded()).isTrue();
    }

    @Test
    void aClosedSessionIsLeftAlone() {
        cic.close();
        int before = ends().size();
        loop.advance(LEASE.multipliedBy(2));

        assertThat(ends()).hasSize(before);
    }
}
