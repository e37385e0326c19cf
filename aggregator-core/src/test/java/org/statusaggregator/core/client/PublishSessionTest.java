package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.client.ClientFixture.user;

import com.google.rpc.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;

/** A session with a cluster that works, and what the cluster may answer to it. */
class PublishSessionTest {
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
    void theSessionIsOpenedAsAskedFor() {
        fixture.client.openSession(SessionOptions.waiting().leaseTime(Duration.ofMillis(2_500)));
        fixture.run();
        OpenSessionRequest request = fixture.sa1.opens.get(0);
        assertThat(request.getApiLevel()).isEqualTo(1);
        assertThat(request.getMode()).isEqualTo(OpenSessionRequest.Mode.WAIT);
        assertThat(request.getLastEpoch()).isZero();
        assertThat(request.getClient()).isEqualTo("test 1.0");
        assertThat(request.getLeaseTime().getSeconds()).isEqualTo(2);
        assertThat(request.getLeaseTime().getNanos()).isEqualTo(500_000_000);
        assertThat(fixture.sa1.deadlineMillis).isBetween(1L, 5_000L);
    }

    @Test
    void aLeaseTimeOutsideTheRangeIsRefused() {
        assertThatThrownBy(() -> SessionOptions.takeOver().leaseTime(Duration.ofMillis(999)))
                .hasMessage("leaseTime: PT0.999S (expected: between PT1S and PT1H)");
        assertThatThrownBy(() -> SessionOptions.takeOver().leaseTime(Duration.ofMinutes(61)))
                .hasMessage("leaseTime: PT1H1M (expected: between PT1S and PT1H)");
    }

    @Test
    void nothingIsPublishedBeforeTheApplicationNamedItsUsers() {
        PublishSession session = fixture.client.openSession(SessionOptions.takeOver());
        fixture.run();
        assertThat(session.state()).isEqualTo(SessionState.SYNCHRONIZING);
        assertThat(fixture.sa1.batches).isEmpty();
        assertThatThrownBy(() -> session.put(user("anna", "Available")))
                .hasMessageStartingWith("put before replaceAll");
    }

    @Test
    void theSnapshotMakesTheSessionLive() {
        PublishSession session = fixture.liveSession("anna", "bob");
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
        assertThat(session.epoch()).isEqualTo(1);
        assertThat(described(fixture.sa1.batches)).containsExactly("1 first [anna, bob] last");
        assertThat(fixture.recorder.session).containsExactly(SessionState.SYNCHRONIZING, SessionState.LIVE);
    }

    @Test
    void aSnapshotTravelsInPartsOfTheSizeThatTheNodeTakes() {
        fixture.sa1.maxBatchSize = 2;
        fixture.liveSession("u1", "u2", "u3", "u4", "u5");
        assertThat(described(fixture.sa1.batches)).containsExactly("1 first [u1, u2]", "2 [u3, u4]", "3 [u5] last");
        assertThat(fixture.recorder.session).containsExactly(SessionState.SYNCHRONIZING, SessionState.LIVE);
    }

    @Test
    void aPublishedStatusHasAllFieldsButThoseOfTheCluster() {
        fixture.liveSession("anna");
        Status status = fixture.sa1.batch().getStatuses(0);
        assertThat(status.getEmail()).isEqualTo("anna@example.com");
        assertThat(status.getStatusKey()).isEqualTo("Available");
        assertThat(status.getCicServer()).isEmpty();
        assertThat(status.getEpoch()).isZero();
    }

    @Test
    void aChangeLeavesAtOnceWhileItIsQuiet() {
        PublishSession session = fixture.liveSession("anna");
        session.put(user("anna", "Away"));
        fixture.run();
        assertThat(described(fixture.sa1.batches)).endsWith("2 [anna]");
    }

    @Test
    void changesGatherWhileABatchIsOnItsWay() {
        PublishSession session = fixture.liveSession("anna", "bob");
        fixture.sa1.hold();
        session.put(user("anna", "1"));
        fixture.run();
        session.put(user("anna", "2"));
        session.put(user("bob", "1"));
        session.remove("carl");
        session.put(user("anna", "3"));
        fixture.run();
        assertThat(fixture.sa1.batches).hasSize(2);
        fixture.sa1.releaseOne();
        fixture.run();
        assertThat(described(fixture.sa1.batches)).endsWith("3 [anna, bob] removed [carl]");
        assertThat(fixture.sa1.batch().getStatuses(0).getStatusKey()).isEqualTo("3");
    }

    @Test
    void aFlushEndsWhenTheClusterHasConfirmed() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.hold();
        session.put(user("anna", "Away"));
        CompletableFuture<Void> flush = session.flush().toCompletableFuture();
        fixture.run();
        assertThat(flush).isNotDone();
        fixture.sa1.release();
        fixture.run();
        assertThat(flush).isCompleted();
    }

    @Test
    void aNewListOfUsersReplacesAllOfThem() {
        PublishSession session = fixture.liveSession("anna", "bob");
        session.replaceAll(List.of(user("bob", "Away")));
        fixture.run();
        assertThat(described(fixture.sa1.batches)).endsWith("2 first [bob] last");
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
    }

    @Test
    void aRefusedStatusIsReportedAndNotSentAgain() {
        PublishSession session = fixture.liveSession("anna", "bob");
        fixture.sa1.refuseNext(ItemError.newBuilder()
                .setIndex(1)
                .setUserId("bob")
                .setReason("EMAIL_MISSING")
                .setMessage("email: \"\" (expected: an address)")
                .build());
        session.put(user("anna", "Away"));
        session.put(user("bob", "Away"));
        CompletableFuture<Void> flush = session.flush().toCompletableFuture();
        fixture.run();
        assertThat(flush).isCompleted();
        assertThat(fixture.recorder.refused)
                .containsExactly(
                        new RefusedStatus(user("bob", "Away"), "EMAIL_MISSING", "email: \"\" (expected: an address)"));
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_LOST"));
        session.put(user("anna", "Back"));
        fixture.run();
        assertThat(described(fixture.sa1.batches)).endsWith("1 first [anna] last");
    }

    @Test
    void confirmationsAreReportedWithTheirBatch() {
        PublishSession session = fixture.liveSession("anna");
        session.put(user("anna", "Away"));
        fixture.run();
        Acknowledgement last = fixture.recorder.acknowledged.get(1);
        assertThat(last.batchNumber()).isEqualTo(2);
        assertThat(last.copies()).isEqualTo(2);
        assertThat(last.statuses()).containsExactly(user("anna", "Away"));
    }

    @Test
    void aLostSessionIsReopenedAndEverythingPublishedAgain() {
        fixture.sa1.maxBatchSize = 2;
        PublishSession session = fixture.liveSession("u1", "u2", "u3");
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_LOST"));
        session.put(user("u2", "Away"));
        session.remove("u3");
        session.put(user("u4", "New"));
        fixture.sa1.batches.clear();
        fixture.run();
        assertThat(described(fixture.sa1.batches))
                .containsExactly("3 [u2] removed [u3]", "1 first [u1, u2]", "2 [u4] last");
        assertThat(fixture.sa1.opens.get(1).getLastEpoch()).isEqualTo(1);
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(fixture.sa1.batch().getSessionId()).isEqualTo("session-2");
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
    }

    @Test
    void batchesOutOfOrderAndTooLargeOnesAreMendedByReopeningToo() {
        for (String reason : List.of("BATCH_OUT_OF_ORDER", "BATCH_TOO_LARGE")) {
            PublishSession session = fixture.liveSession("anna");
            fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.INVALID_ARGUMENT, reason));
            session.put(user("anna", "Away"));
            fixture.sa1.batches.clear();
            fixture.run();
            assertThat(described(fixture.sa1.batches)).containsExactly("2 [anna]", "1 first [anna] last");
            session.abandon();
            fixture.run();
        }
    }

    @Test
    void aSessionThatIsLostAgainAndAgainIsNotReopenedHot() {
        fixture.sa1.failAlways(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_LOST"));
        fixture.liveSession("anna");
        fixture.advance(Duration.ofMinutes(1));
        assertThat(fixture.sa1.opens).hasSizeBetween(8, 20);
        assertThat(fixture.sa2.opens).isEmpty();
    }

    @Test
    void whoWasTakenOverStops() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_TAKEN_OVER"));
        session.put(user("anna", "Away"));
        CompletableFuture<Void> flush = session.flush().toCompletableFuture();
        fixture.run();
        assertThat(session.state()).isEqualTo(SessionState.FENCED);
        assertThat(fixture.recorder.reason).contains("SESSION_TAKEN_OVER");
        assertThat(flush).isCompletedExceptionally();
        session.put(user("anna", "Back"));
        fixture.advance(Duration.ofHours(1));
        assertThat(fixture.sa1.opens).hasSize(1);
        assertThat(fixture.sa2.opens).isEmpty();
        assertThat(fixture.sa1.batches).hasSize(2);
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.FENCED);
    }

    @Test
    void aFencedApplicationMayDecideToOpenAgain() {
        PublishSession fenced = fixture.liveSession("anna");
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.ABORTED, "SESSION_TAKEN_OVER"));
        fenced.put(user("anna", "Away"));
        fixture.run();
        PublishSession session = fixture.liveSession("anna");
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
        assertThat(fixture.sa1.opens.get(1).getLastEpoch()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsHeldUntilTheOtherSessionEnds() {
        fixture.sa1.failAlways(FakeNode.Call.OPEN, Errors.error(Code.FAILED_PRECONDITION, "SESSION_HELD"));
        PublishSession session = fixture.client.openSession(SessionOptions.waiting());
        session.replaceAll(List.of(user("anna", "Available")));
        fixture.run();
        assertThat(session.state()).isEqualTo(SessionState.HELD);
        fixture.advance(Duration.ofSeconds(30));
        assertThat(session.state()).isEqualTo(SessionState.HELD);
        fixture.sa1.recover();
        fixture.advance(Duration.ofSeconds(10));
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
    }

    @Test
    void aNodeThatNamesAWaitIsGivenIt() {
        fixture.sa1.failNext(
                FakeNode.Call.OPEN, Errors.retryAfter(Duration.ofSeconds(7), Code.FAILED_PRECONDITION, "SESSION_HELD"));
        fixture.client.openSession(SessionOptions.waiting());
        fixture.advance(Duration.ofMillis(6_900));
        assertThat(fixture.sa1.opens).hasSize(1);
        fixture.advance(Duration.ofMillis(200));
        assertThat(fixture.sa1.opens).hasSize(2);
    }

    @Test
    void aRefusalThatSomebodyMustMendIsVisibleAndTriedSlowly() {
        for (String reason : List.of("API_LEVEL", "ROLE")) {
            fixture.sa1.failAlways(FakeNode.Call.OPEN, Errors.error(Code.PERMISSION_DENIED, reason));
            fixture.sa1.opens.clear();
            PublishSession session = fixture.liveSession("anna");
            assertThat(session.state()).isEqualTo(SessionState.REFUSED);
            assertThat(fixture.recorder.reason).contains(reason);
            fixture.advance(Duration.ofSeconds(30));
            assertThat(fixture.sa1.opens).hasSizeBetween(5, 10);
            assertThat(fixture.sa2.opens).isEmpty();
            fixture.sa1.recover();
            fixture.advance(Duration.ofSeconds(10));
            assertThat(session.state()).isEqualTo(SessionState.LIVE);
            session.abandon();
            fixture.run();
        }
    }

    @Test
    void aBatchThatCouldNotBeReplicatedIsRepeatedAtTheSameNode() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.failNext(FakeNode.Call.PUBLISH, Errors.error(Code.UNAVAILABLE, "NOT_REPLICATED"));
        session.put(user("anna", "Away"));
        fixture.run();
        session.put(user("anna", "Back"));
        fixture.advance(Duration.ofMillis(200));
        assertThat(described(fixture.sa1.batches)).endsWith("2 [anna]", "2 [anna]", "3 [anna]");
        assertThat(fixture.sa1.batches.get(2)).isEqualTo(fixture.sa1.batches.get(1));
        assertThat(fixture.sa2.batches).isEmpty();
    }

    @Test
    void aQuietSessionIsKeptAlive() {
        PublishSession session = fixture.liveSession("anna");
        fixture.advance(Duration.ofSeconds(59));
        assertThat(fixture.sa1.keepAlives).isEmpty();
        session.put(user("anna", "Away"));
        fixture.advance(Duration.ofSeconds(59));
        assertThat(fixture.sa1.keepAlives).isEmpty();
        fixture.advance(Duration.ofSeconds(2));
        assertThat(fixture.sa1.keepAlives).hasSize(1);
        fixture.advance(Duration.ofMinutes(3));
        assertThat(fixture.sa1.keepAlives).hasSize(4);
        assertThat(fixture.sa1.keepAlives)
                .as("the last batch whose answer came: the cluster says when it lacks it")
                .allSatisfy(call -> assertThat(call.getBatchNumber()).isEqualTo(2));
    }

    @Test
    void aLossThatTheKeepAliveFindsIsMendedLikeAnyOther() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.failNext(FakeNode.Call.KEEP_ALIVE, Errors.error(Code.ABORTED, "SESSION_LOST"));
        fixture.advance(Duration.ofSeconds(61));
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
        assertThat(session.epoch()).isEqualTo(2);
    }

    @Test
    void aClientHasOneSession() {
        fixture.liveSession("anna");
        assertThatThrownBy(() -> fixture.client.openSession(SessionOptions.takeOver()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("session: one is LIVE (expected: at most one in a client; close it first)");
    }

    @Test
    void usersWhoseRefusalNamesNoStatusOfTheBatchHarmNothing() {
        PublishSession session = fixture.liveSession("anna");
        fixture.sa1.refuseNext(ItemError.newBuilder().setIndex(7).build());
        session.put(user("anna", "Away"));
        fixture.run();
        assertThat(fixture.recorder.refused).isEmpty();
        assertThat(session.state()).isEqualTo(SessionState.LIVE);
    }

    @Test
    void manyUsersTravelInBatchesOfTheSizeThatTheNodeTakes() {
        fixture.sa1.maxBatchSize = 10;
        PublishSession session = fixture.liveSession();
        IntStream.range(0, 25).forEach(i -> session.put(user("u" + i, "A")));
        fixture.run();
        assertThat(fixture.sa1.batches.stream().map(PublishStatusesRequest::getStatusesCount))
                .containsExactly(0, 10, 10, 5);
    }

    static List<String> described(List<PublishStatusesRequest> batches) {
        return batches.stream().map(PublishSessionTest::described).toList();
    }

    private static String described(PublishStatusesRequest batch) {
        List<String> users =
                batch.getStatusesList().stream().map(Status::getUserId).toList();
        return batch.getBatchNumber()
                + (batch.getFirstPart() ? " first " : " ")
                + users
                + (batch.getRemovedUserIdsCount() == 0 ? "" : " removed " + batch.getRemovedUserIdsList())
                + (batch.getLastPart() ? " last" : "");
    }
}
