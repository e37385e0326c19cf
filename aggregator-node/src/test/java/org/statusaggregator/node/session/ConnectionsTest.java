package org.statusaggregator.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;

/** A broken connection marks its CIC server stale, unless it called through another one since. */
class ConnectionsTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final SessionService sessions = new SessionService(TestCic.NODE, store, InstantSource.system());
    private final Connections connections = new Connections(sessions);
    private final TestCic cic = new TestCic("cic1", store);
    private final Object first = new Object();
    private final Object second = new Object();

    @BeforeEach
    void open() {
        cic.openWith(cic.user("ann", "Available"));
        connections.called("cic1", cic.sessionId(), first, 0);
    }

    private CicServerState state() {
        return store.roster("cic1").header().state(node -> true);
    }

    @Test
    void aBrokenConnectionMarksStaleAtOnceAndRowsStay() {
        connections.broken(first);

        assertThat(state()).isEqualTo(CicServerState.STALE);
        assertThat(store.roster("cic1").rows().users()).isEqualTo(1);
        assertThat(connections.isEmpty()).isTrue();
    }

    @Test
    void theNextCallMakesItLiveAgain() {
        connections.broken(first);
        cic.keepAlive();

        assertThat(state()).isEqualTo(CicServerState.LIVE);
    }

    @Test
    void aReconnectBeforeTheOldConnectionEndsDoesNotMarkStale() {
        connections.called("cic1", cic.sessionId(), second, 0);
        connections.broken(first);
        assertThat(state()).isEqualTo(CicServerState.LIVE);
        assertThat(connections.isEmpty()).isFalse();

        connections.broken(second);
        assertThat(state()).isEqualTo(CicServerState.STALE);
    }

    @Test
    void aCallThroughAnotherNodeDoesNotLetTheOldOneMarkStale() {
        SessionService elsewhere = new SessionService("node2", store, InstantSource.system());
        Connections there = new Connections(elsewhere);
        there.called("cic1", cic.sessionId(), second, 0);
        there.broken(second);

        assertThat(state()).as("node1 is its home").isEqualTo(CicServerState.LIVE);
    }

    @Test
    void aConnectionOfNobodyDoesNothing() {
        connections.broken(new Object());

        assertThat(state()).isEqualTo(CicServerState.LIVE);
    }

    @Test
    void theConnectionOfAFencedSessionDoesNotMarkTheNewOneStale() {
        cic.openWith(cic.user("ann", "Available"));
        connections.broken(first);

        assertThat(state()).isEqualTo(CicServerState.LIVE);
        assertThat(Objects.requireNonNull(store.roster("cic1").header().session())
                        .id())
                .isEqualTo(cic.sessionId());
    }

    @Test
    void oneConnectionMayCarryTwoCicServers() {
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("bob", "Available"));
        connections.called("cic2", other.sessionId(), first, 0);
        connections.broken(first);

        assertThat(state()).isEqualTo(CicServerState.STALE);
        assertThat(store.roster("cic2").header().state(node -> true)).isEqualTo(CicServerState.STALE);
    }

    @Test
    void aStoreThatFailsDoesNotDisturb() {
        store.failCalls(1);
        connections.broken(first);

        assertThat(state()).isEqualTo(CicServerState.LIVE);
        assertThat(connections.isEmpty()).isTrue();
    }

    @Test
    void anEndedSessionIsForgotten() {
        connections.forget("cic1");
        assertThat(connections.isEmpty()).isTrue();
    }

    @Test
    void anAnswerThatComesAfterItsConnectionBrokeAttachesNobodyToIt() {
        connections.broken(first);
        connections.called("cic1", cic.sessionId(), first, 0); // the answer of a call that was under way

        assertThat(connections.isEmpty()).isTrue();
    }

    @Test
    void anOpeningThatIsAnsweredAfterItsConnectionBrokeIsMarkedStale() {
        TestCic other = new TestCic("cic2", store);
        Object gone = new Object();
        connections.broken(gone);
        other.openWith(other.user("bob", "Available"));
        connections.called("cic2", other.sessionId(), gone, 0);

        assertThat(store.roster("cic2").header().state(node -> true)).isEqualTo(CicServerState.STALE);
    }

    @Test
    void refusedStatusesAreCountedForEachSession() {
        connections.called("cic1", cic.sessionId(), first, 2);
        connections.called("cic1", cic.sessionId(), first, 3);
        assertThat(connections.refused("cic1")).isEqualTo(5);
        assertThat(connections.refused("cic2")).isZero();

        connections.called("cic1", "the next session", first, 1);
        assertThat(connections.refused("cic1")).isEqualTo(1);
    }
}
