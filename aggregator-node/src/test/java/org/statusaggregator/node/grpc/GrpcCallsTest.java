package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** What the calls answer over the wire. */
class GrpcCallsTest extends GrpcServerFixture {
    @Test
    void theSessionTellsWhatThePublisherNeeds() throws Exception {
        server.serve();
        Session session = open(stub(certificate(Role.CIC, "pair=hosta,hostb.example.com")));

        assertThat(session.getCicServer()).isEqualTo("pair");
        assertThat(session.getNamesList()).contains("pair", "hosta", "hostb", "hostb.example.com");
        assertThat(session.getMaxBatchSize()).isEqualTo(MAX_BATCH);
        assertThat(session.getHostsList()).containsExactly("sa1", "sa2");
        assertThat(session.getLeaseTime().getSeconds()).isEqualTo(30);
        assertThat(session.getKeepAliveInterval().getSeconds()).isEqualTo(5);
        assertThat(session.getServerVersion()).isEqualTo("test");
    }

    @Test
    void whatIsPublishedIsReadAndWatched() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-whole");
        Session session = open(cic);
        PublishStatusesResponse answer = cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(1)
                .setFirstPart(true)
                .setLastPart(true)
                .addStatuses(user("ann", "cic-whole"))
                .addStatuses(user("bob", "elsewhere"))
                .addStatuses(user("eve", "cic-whole").toBuilder().clearEmail())
                .build());
        assertThat(answer.getErrorsList())
                .extracting("index", "reason")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "LOGON_SERVER_UNKNOWN"),
                        org.assertj.core.groups.Tuple.tuple(2, "EMAIL_MISSING"));
        assertThat(answer.getCopies()).isEqualTo(1);

        StatusServiceBlockingStub reader = stub(certificate(Role.ADMIN, "ann"));
        GetStatusesRequest question = GetStatusesRequest.newBuilder()
                .addEmails("ANN@example.com")
                .addEmails("no@body")
                .build();
        await().until(() -> reader.getStatuses(question).getStatusesCount() == 1);
        assertThat(reader.getStatuses(question).getUnknownEmailsList()).containsExactly("no@body");

        Iterator<WatchResponse> watch = reader.watch(WatchRequest.newBuilder()
                .setFilter(org.statusaggregator.v1.StatusFilter.newBuilder().addCicServers("cic-whole"))
                .build());
        assertThat(watch.next().hasStarted()).isTrue();
        assertThat(watch.next().hasSnapshotBegin()).isTrue();
        assertThat(watch.next().getStatuses(0).getUserId()).isEqualTo("ann");
        assertThat(watch.next().getCicServer().getCicServer()).isEqualTo("cic-whole");
        assertThat(watch.next().hasSnapshotEnd()).isTrue();
    }

    /** Some libraries compress on their own. The length of what comes out is not known before it has come. */
    @Test
    void aCompressedBatchIsReadToItsEnd() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-gzip");
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder()
                .setSessionId(open(cic).getSessionId())
                .setBatchNumber(1);
        for (int i = 0; i < MAX_BATCH; i++) {
            batch.addStatuses(user("u" + i, "cic-gzip"));
        }

        PublishStatusesResponse answer = cic.withCompression("gzip").publishStatuses(batch.build());

        assertThat(answer.getErrorsList()).isEmpty();
        assertThat(answer.getSequence()).isEqualTo(MAX_BATCH);
    }

    @Test
    void pagesBringEveryRowOnce() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-pages");
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder()
                .setSessionId(open(cic).getSessionId())
                .setBatchNumber(1);
        for (int i = 0; i < 17; i++) {
            batch.addStatuses(user("u" + i, ""));
        }
        cic.publishStatuses(batch.build());
        var filter = org.statusaggregator.v1.StatusFilter.newBuilder().addCicServers("CIC-pages");
        await().until(() -> cic.listStatuses(ListStatusesRequest.newBuilder()
                                .setFilter(filter)
                                .build())
                        .getStatusesCount()
                == 17);
        List<String> users = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            ListStatusesResponse page = cic.listStatuses(ListStatusesRequest.newBuilder()
                    .setFilter(filter)
                    .setPageSize(5)
                    .setPageToken(token)
                    .build());
            page.getStatusesList().forEach(row -> users.add(row.getUserId()));
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());

        assertThat(pages).isEqualTo(4);
        assertThat(users).hasSize(17).doesNotHaveDuplicates();
    }

    @Test
    void badInputIsAnsweredWithFieldValueAndExpectation() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-bad");
        assertBad("API_LEVEL", () -> cic.openSession(OpenSessionRequest.getDefaultInstance()));
        OpenSessionRequest.Builder open = OpenSessionRequest.newBuilder().setApiLevel(1);
        assertBad(
                "BAD_FIELD", () -> cic.openSession(open.clone().setLastEpoch(-1).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone()
                        .setLeaseTime(Duration.newBuilder().setSeconds(4_000))
                        .build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone()
                        .setLeaseTime(Duration.newBuilder().setSeconds(5).setNanos(-5))
                        .build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone().setClient("x".repeat(10_000)).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone().setRequestId("not a uuid").build()));
        assertBad("BAD_FIELD", () -> cic.getStatuses(GetStatusesRequest.getDefaultInstance()));
        assertBad(
                "BAD_FIELD",
                () -> cic.listStatuses(
                        ListStatusesRequest.newBuilder().setPageSize(-1).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.listStatuses(
                        ListStatusesRequest.newBuilder().setPageToken("?").build()));
        assertBad("BAD_RESUME_TOKEN", () -> cic.watch(WatchRequest.newBuilder()
                        .setResumeToken(com.google.protobuf.ByteString.copyFromUtf8("not one of ours"))
                        .build())
                .next());
        assertBad("SESSION_LOST", () -> cic.keepSessionAlive(KeepSessionAliveRequest.getDefaultInstance()));
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedWhole() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-large");
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder()
                .setSessionId(open(cic).getSessionId())
                .setBatchNumber(1);
        for (int i = 0; i < MAX_BATCH; i++) {
            batch.addStatuses(user("u" + i, ""));
        }
        batch.addRemovedUserIds("gone");
        StatusRuntimeException error = failure(() -> cic.publishStatuses(batch.build()));
        assertThat(reason(error)).isEqualTo("BATCH_TOO_LARGE");
        assertThat(error).hasMessageContaining("21").hasMessageContaining("20");

        batch.clearRemovedUserIds();
        assertThat(cic.publishStatuses(batch.build()).getSequence()).isEqualTo(MAX_BATCH);
    }

    private static void assertBad(String reason, ThrowingCallable call) throws Exception {
        StatusRuntimeException error = failure(call);
        assertThat(StatusProto.fromThrowable(error).getDetailsCount())
                .as(reason + ": " + error)
                .isPositive();
        assertThat(reason(error)).isEqualTo(reason);
    }

    @Test
    void aBrokenConnectionMarksItsCicServerStale() throws Exception {
        server.serve();
        ManagedChannel dying = channel(certificate(Role.CIC, "cic-dying"), "TLSv1.3");
        open(stub(dying));
        Iterator<WatchResponse> watch = stub(certificate(Role.ADMIN, "ann"))
                .watch(WatchRequest.newBuilder()
                        .setFilter(org.statusaggregator.v1.StatusFilter.newBuilder()
                                .addCicServers("cic-dying"))
                        .build());
        dying.shutdownNow();

        await().until(() -> watch.next().getCicServer().getState().name().equals("STALE"));
    }

    @Test
    void reflectionAnswers() throws Exception {
        server.serve();
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(
                        channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"))
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onError(Throwable error) {
                        answer.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {
                        // one answer is enough
                    }
                });
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting("name")
                .contains(StatusServiceGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
        questions.onCompleted();
    }
}
