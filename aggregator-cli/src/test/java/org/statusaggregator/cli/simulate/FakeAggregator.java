package org.statusaggregator.cli.simulate;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.CloseSessionResponse;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.KeepSessionAliveResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;

/** A node with mutual TLS on this machine that takes what it is told and writes it down. */
final class FakeAggregator implements AutoCloseable {
    final CountDownLatch published = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    private final Server server;
    private final String host;
    private final List<Status> statuses = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private int calls;
    private int users;
    private @Nullable StatusRuntimeException openFailure;
    private @Nullable StatusRuntimeException publishFailure;

    FakeAggregator(KeyMaterial material) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(
                                        material.key(), material.chain().toArray(X509Certificate[]::new))
                                .trustManager(material.authorities().toArray(X509Certificate[]::new))
                                .clientAuth(ClientAuth.REQUIRE))
                        .build())
                .addService(new Service())
                .build()
                .start();
        host = "localhost:" + server.getPort();
    }

    /** As it stands in a host list. */
    String host() {
        return host;
    }

    /** A failure with a reason of the wire contract. */
    static StatusRuntimeException failure(Code code, String reason, String message) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("statusaggregator")
                        .setReason(reason)
                        .build()))
                .build());
    }

    synchronized void failOpening(StatusRuntimeException failure) {
        openFailure = failure;
    }

    synchronized void failPublishing(StatusRuntimeException failure) {
        publishFailure = failure;
    }

    /** Every status that was published, in order. */
    synchronized List<Status> statuses() {
        return List.copyOf(statuses);
    }

    synchronized List<String> removed() {
        return List.copyOf(removed);
    }

    /** How many users the first full snapshot had. */
    synchronized int users() {
        return users;
    }

    synchronized int calls() {
        return calls;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends StatusServiceGrpc.StatusServiceImplBase {
        @Override
        public void openSession(OpenSessionRequest request, StreamObserver<Session> to) {
            synchronized (FakeAggregator.this) {
                calls++;
                if (openFailure != null) {
                    to.onError(openFailure);
                    return;
                }
            }
            Duration second = Duration.newBuilder().setSeconds(1).build();
            answer(
                    to,
                    Session.newBuilder()
                            .setSessionId("s1")
                            .setEpoch(1)
                            .setCicServer("cic1")
                            .setLeaseTime(second)
                            .setKeepAliveInterval(second)
                            .setMaxBatchSize(100)
                            .build());
        }

        @Override
        public void publishStatuses(PublishStatusesRequest request, StreamObserver<PublishStatusesResponse> to) {
            synchronized (FakeAggregator.this) {
                calls++;
                if (publishFailure != null) {
                    to.onError(publishFailure);
                    return;
                }
                statuses.addAll(request.getStatusesList());
                removed.addAll(request.getRemovedUserIdsList());
                if (request.getLastPart()) {
                    users = statuses.size();
                    published.countDown();
                }
            }
            answer(to, PublishStatusesResponse.newBuilder().setCopies(2).build());
        }

        @Override
        public void keepSessionAlive(KeepSessionAliveRequest request, StreamObserver<KeepSessionAliveResponse> to) {
            answer(to, KeepSessionAliveResponse.getDefaultInstance());
        }

        @Override
        public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> to) {
            closed.countDown();
            answer(to, CloseSessionResponse.getDefaultInstance());
        }

        private <T> void answer(StreamObserver<T> to, T message) {
            to.onNext(message);
            to.onCompleted();
        }
    }
}
