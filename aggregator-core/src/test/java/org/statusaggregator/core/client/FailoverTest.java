package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.client.ClientFixture.user;
import static org.statusaggregator.core.client.FakeWatch.row;

import com.google.rpc.Code;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which host the client uses, when it leaves it, and what session and watch do then. */
class FailoverTest {
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
    void nothingIsConnectedBeforeSomethingIsAskedFor() {
        fixture.run();
        assertThat(fixture.recorder.connection).isEmpty();
    }

    @Test
    void theFirstHostOfTheListIsUsed() {
        fixture.liveSession("anna");
        assertThat(fixture.recorder.connection).containsExactly("CONNECTING sa1", "CONNECTED sa1");
        assertThat(fixture.sa2.opens).isEmpty();
    }

    @Test
    void theNextHostIsTriedAtOnceWhenTheFirstIsDead() {
        fixture.sa1.kill();
        PublishSession session = fixture.liveSession("anna");
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
        assertThat(fixture.recorder.connection).containsExactly("CONNECTING sa1", "CONNECTING sa2", "CONNECTED sa2");
    }

    @Test
    void theBatchThatWasOnItsWayIsRepeatedUnalteredOnTheNextHost() {
        PublishSession session = fixture.liveSession("anna", "bob");
        fixture.sa1.hold();
        session.put(user("anna", "1"));
        fixture.run();
        session.put(user("anna", "2"));
        fixture.sa1.kill();
        fixture.run();
        assertThat(fixture.sa2.opens).isEmpty();
        assertThat(fixture.sa2.batches).hasSize(2);
        assertThat(fixture.sa2.batches.get(0)).isEqualTo(fixture.sa1.batch());
        assertThat(fixture.sa2.batches.get(0).getStatuses(0).getStatusKey()).isEqualTo("1");
        assertThat(fixture.sa2.batches.get(1).getStatuses(0).getStatusKey()).isEqualTo("2");
        assertThat(fixture.sa2.batches.get(1).getBatchNumber()).isEqualTo(3);
        assertThat(session.epoch()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsNotReadyOrTooSlowIsLeft() {
        for (RuntimeException error : List.of(
                Errors.error(Code.UNAVAILABLE, "NOT_READY"),
                Errors.error(Code.UNAVAILABLE, "DRAINING"),
                Status.DEADLINE_EXCEEDED.asRuntimeException(),
                Status.INTERNAL.withDescription("RST_STREAM").asRuntimeException())) {
            PublishSession session = fixture.liveSession("anna");
            FakeNode left = fixture.sa1.batches.isEmpty() ? fixture.sa2 : fixture.sa1;
            FakeNode next = fixture.sa1.batches.isEmpty() ? fixture.sa1 : fixture.sa2;
            left.failNext(FakeNode.Call.PUBLISH, error);
            session.put(user("anna", "Away"));
            fixture.run();
            assertThat(next.batch()).isEqualTo(left.batch());
            session.abandon();
            fixture.advance(Duration.ofSeconds(3));
            fixture.sa1.batches.clear();
            fixture.sa2.batches.clear();
        }
    }

    @Test
    void anOpeningThatGotNoAnswerIsRepeatedUnderItsId() {
        fixture.sa1.failNext(FakeNode.Call.OPEN, Status.DEADLINE_EXCEEDED.asRuntimeException());
        PublishSession session = fixture.liveSession("anna");
        assertThat(fixture.sa2.opens).isEqualTo(fixture.sa1.opens);
        assertThat(fixture.sa2.opens.get(0).getRequestId()).isNotEmpty();
        fixture.sa2.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_LOST"));
        session.put(user("anna", "Away"));
        fixture.run();
        assertThat(fixture.sa2.opens.get(1).getRequestId())
                .isNotEqualTo(fixture.sa2.opens.get(0).getRequestId());
    }

    @Test
    void theClientStaysWhereItIsWhenTheFirstHostComesBack() throws IOException {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.kill();
        fixture.run();
        fixture.startAgain(fixture.sa1);
        fixture.advance(Duration.ofMinutes(10));
        session.put(user("anna", "Away"));
        fixture.run();
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2", "CONNECTED sa2");
        assertThat(fixture.sa2.batches).hasSize(1);
    }

    @Test
    void theHostAfterTheLastIsTheFirst() throws IOException {
        fixture.liveSession("anna");
        fixture.sa1.kill();
        fixture.run();
        fixture.startAgain(fixture.sa1);
        fixture.advance(Duration.ofMinutes(1));
        fixture.sa2.kill();
        fixture.run();
        assertThat(fixture.recorder.connection)
                .containsExactly(
                        "CONNECTING sa1",
                        "CONNECTED sa1",
                        "CONNECTING sa2",
                        "CONNECTED sa2",
                        "CONNECTING sa1",
                        "CONNECTED sa1");
    }

    @Test
    void aQuietSessionTellsTheNewNodeAtOnceThatItIsTheHome() {
        fixture.liveSession("anna");
        fixture.sa1.kill();
        fixture.run();
        assertThat(fixture.sa2.keepAlives).hasSize(1);
        assertThat(fixture.sa2.keepAlives.get(0).getSessionId()).isEqualTo("session-1");
    }

    @Test
    void theClientWaitsOnlyAfterAWholeRoundOverTheList() {
        fixture.sa1.kill();
        fixture.sa2.kill();
        fixture.client.openSession(SessionOptions.takeOver());
        fixture.run();
        assertThat(fixture.recorder.connection).containsExactly("CONNECTING sa1", "CONNECTING sa2", "BACKING_OFF sa1");
        assertThat(fixture.recorder.reason).contains("next attempt in 200 ms");
        fixture.advance(Duration.ofMillis(199));
        assertThat(fixture.recorder.connection).hasSize(3);
        fixture.advance(Duration.ofMillis(1));
        assertThat(fixture.recorder.connection)
                .endsWith("BACKING_OFF sa1", "CONNECTING sa1", "CONNECTING sa2", "BACKING_OFF sa1");
    }

    @Test
    void theClientFindsTheClusterAgainAfterALongOutage() throws IOException {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.kill();
        fixture.sa2.kill();
        session.put(user("anna", "Away"));
        fixture.advance(Duration.ofMinutes(5));
        fixture.startAgain(fixture.sa2);
        fixture.advance(Duration.ofSeconds(11));
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
        assertThat(fixture.sa2.batch().getStatuses(0).getStatusKey()).isEqualTo("Away");
        assertThat(fixture.sa2.opens).isEmpty();
    }

    @Test
    void nodesThatAcceptButDoNotServeAreNotCircledHot() {
        // Watches work on both nodes, sessions on none: each node answers, and yet is left.
        RuntimeException notReady = Errors.error(Code.UNAVAILABLE, "NOT_READY");
        fixture.sa1.failAlways(FakeNode.Call.OPEN, notReady);
        fixture.sa2.failAlways(FakeNode.Call.OPEN, notReady);
        fixture.sa1.servingWatches = true;
        fixture.sa2.servingWatches = true;
        fixture.watch();
        fixture.client.openSession(SessionOptions.takeOver());
        fixture.advance(Duration.ofSeconds(10));
        assertThat(fixture.sa1.opens.size() + fixture.sa2.opens.size()).isLessThan(20);
        assertThat(fixture.recorder.connection).contains("CONNECTED sa1", "CONNECTED sa2", "BACKING_OFF sa1");
    }

    @Test
    void aDrainingNodeIsLeftAfterItsAnswer() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.draining = true;
        session.put(user("anna", "1"));
        fixture.run();
        assertThat(fixture.recorder.acknowledged).hasSize(2);
        session.put(user("anna", "2"));
        fixture.run();
        assertThat(fixture.sa2.batches).hasSize(1);
        assertThat(fixture.sa2.batch().getBatchNumber()).isEqualTo(3);
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2", "CONNECTED sa2");
    }

    @Test
    void aDrainingAnswerToAKeepAliveIsHeededToo() {
        fixture.liveSession("anna");
        fixture.sa1.draining = true;
        fixture.advance(Duration.ofSeconds(61));
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2", "CONNECTED sa2");
        assertThat(fixture.sa2.keepAlives).hasSize(1);
    }

    @Test
    void aWatchThatIsSentAwayTakesTheSessionAlong() {
        PublishSession session = fixture.liveSession("anna");
        fixture.watch();
        fixture.sa1.watch().snapshot("t1", row("dora", 1, 1));
        fixture.run();
        fixture.sa1.hold();
        session.put(user("anna", "1"));
        fixture.run();
        fixture.sa1.watch().goAway();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t1");
        assertThat(fixture.sa2.batches)
                .as("the batch on its way may end where it is")
                .isEmpty();
        fixture.sa1.release();
        fixture.run();
        assertThat(fixture.recorder.acknowledged).hasSize(2);
        session.put(user("anna", "2"));
        fixture.run();
        assertThat(fixture.sa2.batch().getBatchNumber()).isEqualTo(3);
    }

    @Test
    void aSessionThatMovesTakesTheWatchAlong() {
        PublishSession session = fixture.liveSession("anna");
        fixture.watch();
        fixture.sa1.watch().snapshot("t1", row("dora", 1, 1));
        fixture.run();
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, FakeNode.unavailable());
        session.put(user("anna", "1"));
        fixture.run();
        assertThat(fixture.sa1.watch().isCancelled()).isTrue();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t1");
        assertThat(fixture.sa2.batches).hasSize(1);
    }

    @Test
    void oneHostIsTriedAgainAfterAWait() throws IOException {
        try (ClientFixture single = new ClientFixture("sa1")) {
            PublishSession session = single.liveSession("anna");
            single.advance(Duration.ofSeconds(3));
            single.sa1.kill();
            single.run();
            single.startAgain(single.sa1);
            session.put(user("anna", "Away"));
            single.advance(Duration.ofMillis(200));
            assertThat(single.recorder.connection)
                    .containsExactly(
                            "CONNECTING sa1", "CONNECTED sa1", "BACKING_OFF sa1", "CONNECTING sa1", "CONNECTED sa1");
            assertThat(single.sa1.batch().getStatuses(0).getStatusKey()).isEqualTo("Away");
        }
    }
}
