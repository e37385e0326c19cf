package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.client.ClientFixture.user;
import static org.statusaggregator.core.client.PublishSessionTest.described;

import com.google.rpc.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session ends: closed, closed in the middle of something, or abandoned. */
class SessionEndTest {
    private ClientFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new ClientFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void closingPublishesWhatIsLeftAndTellsTheCluster() {
        PublishSession session = fixture.liveSession("anna");
        session.put(user("anna", "Gone Home"));
        CompletableFuture<Void> flush = session.flush().toCompletableFuture();
        CompletableFuture<Void> closed = session.closeAsync().toCompletableFuture();
        fixture.run();
        assertThat(described(fixture.sa1.batches)).endsWith("2 [anna]");
        assertThat(fixture.sa1.closes).hasSize(1);
        assertThat(fixture.sa1.closes.get(0).getSessionId()).isEqualTo("session-1");
        assertThat(flush).isCompleted();
        assertThat(closed).isCompleted();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        PublishSession session = fixture.liveSession("anna");
        session.closeAsync();
        session.closeAsync();
        fixture.run();
        session.close();
        assertThat(fixture.sa1.closes).hasSize(1);
        assertThat(fixture.recorder.session).endsWith(SessionState.LIVE, SessionState.CLOSING, SessionState.CLOSED);
    }

    @Test
    void closingGivesUpAfterFiveSeconds() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.hold();
        session.put(user("anna", "Away"));
        fixture.run();
        CompletableFuture<Void> closed = session.closeAsync().toCompletableFuture();
        fixture.advance(Duration.ofMillis(4_900));
        assertThat(closed).isNotDone();
        fixture.advance(Duration.ofMillis(200));
        assertThat(closed).isCompleted();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void aSessionThatWasNeverOpenIsClosedAtOnce() {
        fixture.sa1.failAlways(FakeNode.Call.OPEN, Errors.error(Code.FAILED_PRECONDITION, "SESSION_HELD"));
        PublishSession session = fixture.client.openSession(SessionOptions.waiting());
        fixture.run();
        CompletableFuture<Void> closed = session.closeAsync().toCompletableFuture();
        fixture.run();
        assertThat(closed).isCompleted();
        assertThat(fixture.sa1.closes).isEmpty();
    }

    @Test
    void closingWhileTheSessionIsBeingOpenedLeavesNoneBehind() {
        fixture.sa1.hold();
        PublishSession session = fixture.client.openSession(SessionOptions.takeOver());
        fixture.run();
        session.closeAsync();
        fixture.run();
        fixture.sa1.release();
        fixture.run();
        assertThat(fixture.sa1.closes).hasSize(1);
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void anAbandonedSessionTellsTheClusterNothing() {
        PublishSession session = fixture.liveSession("anna");
        session.abandon();
        fixture.advance(Duration.ofHours(1));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(fixture.sa1.closes).isEmpty();
        assertThat(fixture.sa1.keepAlives).isEmpty();
    }
}
