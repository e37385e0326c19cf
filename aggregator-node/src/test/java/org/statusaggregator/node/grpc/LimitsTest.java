package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.limits.Limits;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** Who takes more than the limits allow. */
class LimitsTest extends GrpcServerFixture {
    @Override
    Limits limits() {
        return new Limits(5, 2, 3, 16);
    }

    private static PublishStatusesRequest batch(Session session, int number, int users) {
        PublishStatusesRequest.Builder request = PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(number)
                .setFirstPart(number == 1)
                .setLastPart(number == 1);
        for (int i = 0; i < users; i++) {
            request.addStatuses(Status.newBuilder().setUserId("u" + i).setEmail("u" + i + "@example.com"));
        }
        return request.build();
    }

    @Test
    void tooManyChangesASecondAreAnsweredWithTheTimeToWaitAndTheSameBatchIsTakenLater() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("busy").withDeadlineAfter(30, TimeUnit.SECONDS);
        StatusServiceBlockingStub other = cic("quiet").withDeadlineAfter(30, TimeUnit.SECONDS);
        Session session = open(cic);
        cic.publishStatuses(batch(session, 1, 20)); // as much as one batch holds
        StatusRuntimeException refused = failure(() -> cic.publishStatuses(batch(session, 2, 1)));
        assertThat(refused.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getStatus().getDescription()).contains("busy", "limits.changes-per-second", "ms");
        assertThat(retry(refused)).isBetween(Duration.ofMillis(1), Duration.ofMillis(3_300));
        other.publishStatuses(batch(open(other), 1, 5)); // others are not held up

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertThat(
                        cic.publishStatuses(batch(session, 2, 1)).getEpoch())
                .isEqualTo(1));
    }

    private static Duration retry(StatusRuntimeException refused) throws Exception {
        for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                var delay = detail.unpack(RetryInfo.class).getRetryDelay();
                return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
            }
        }
        throw new AssertionError("no RetryInfo in " + refused);
    }

    @Test
    void watchesAreLimitedForEachCertificateAndForAllAndAnEndedOneMakesPlace() throws Exception {
        server.serve();
        StatusServiceBlockingStub ann = stub(certificate(Role.ADMIN, "ann"));
        List<Context.CancellableContext> open = new ArrayList<>();
        open.add(watch(ann));
        open.add(watch(ann));
        assertThat(refusal(ann)).contains("ann has as many watches", "limits.watches-per-certificate");
        StatusServiceBlockingStub bob = stub(certificate(Role.ADMIN, "bob"));
        open.add(watch(bob));
        assertThat(refusal(bob)).contains("this node has as many watches", "limits.watches)");
        open.forEach(call -> call.cancel(null));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            watch(ann).cancel(null);
            return true;
        });
    }

    private static Context.CancellableContext watch(StatusServiceBlockingStub stub) throws Exception {
        Context.CancellableContext call = Context.current().withCancellation();
        call.call(() -> {
            Iterator<WatchResponse> messages =
                    stub.withDeadlineAfter(60, TimeUnit.SECONDS).watch(WatchRequest.getDefaultInstance());
            assertThat(messages.next().hasStarted()).isTrue();
            return messages;
        });
        return call;
    }

    private static String refusal(StatusServiceBlockingStub stub) {
        Iterator<WatchResponse> messages =
                stub.withDeadlineAfter(20, TimeUnit.SECONDS).watch(WatchRequest.getDefaultInstance());
        StatusRuntimeException refused = failure(messages::hasNext);
        assertThat(refused.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        return String.valueOf(refused.getStatus().getDescription());
    }
}
