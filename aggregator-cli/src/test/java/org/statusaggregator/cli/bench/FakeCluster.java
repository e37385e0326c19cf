package org.statusaggregator.cli.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.CloseSessionResponse;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.KeepSessionAliveResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;
import org.statusaggregator.v1.WatchStarted;

/** One node with mutual TLS that keeps rows and hands them on at once, and spoils what the test wants spoilt. */
final class FakeCluster implements AutoCloseable {
    private static final Context.Key<String> CALLER = Context.key("caller");

    private final Server server;
    private final Map<String, Status> rows = new LinkedHashMap<>();
    private final List<StreamObserver<WatchResponse>> watches = new ArrayList<>();
    private final UnaryOperator<@Nullable Status> spoil;
    private @Nullable String refused;
    private long sequence;

    /**
     * A node.
     *
     * @param spoil what watchers get instead of a row; null = nothing
     */
    FakeCluster(KeyMaterial material, UnaryOperator<@Nullable Status> spoil) throws IOException {
        this.spoil = spoil;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(
                                        material.key(), material.chain().toArray(X509Certificate[]::new))
                                .trustManager(material.authorities().toArray(X509Certificate[]::new))
                                .clientAuth(ClientAuth.REQUIRE))
                        .build())
                .addService(ServerInterceptors.intercept(new Service(), new CallerName()))
                .build()
                .start();
    }

    String host() {
        return "localhost:" + server.getPort();
    }

    /** From now on refuses this user's statuses. */
    synchronized void refuse(String userId) {
        refused = userId;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private synchronized long publish(String cicServer, PublishStatusesRequest request) {
        WatchResponse.Builder message = WatchResponse.newBuilder();
        for (Status status : request.getStatusesList()) {
            Status row = status.toBuilder()
                    .setCicServer(cicServer)
                    .setEpoch(1)
                    .setSequence(++sequence)
                    .build();
            rows.put(cicServer + "/" + status.getUserId(), row);
            Status sent = spoil.apply(row);
            if (sent != null) {
                message.addStatuses(sent);
            }
        }
        watches.forEach(watch -> watch.onNext(message.build()));
        return sequence;
    }

    private synchronized void watch(WatchRequest request, StreamObserver<WatchResponse> to) {
        String token = request.getResumeToken().toStringUtf8();
        boolean resumed = !token.isEmpty();
        to.onNext(WatchResponse.newBuilder()
                .setStarted(WatchStarted.newBuilder().setNode("sa1").setResumed(resumed))
                .build());
        if (!resumed) {
            to.onNext(WatchResponse.newBuilder()
                    .setSnapshotBegin(SnapshotBegin.getDefaultInstance())
                    .build());
        }
        WatchResponse.Builder missed = WatchResponse.newBuilder();
        for (Status row : rows.values()) {
            Status sent = row.getSequence() > (resumed ? Long.parseLong(token) : 0) ? spoil.apply(row) : null;
            if (sent != null) {
                missed.addStatuses(sent);
            }
        }
        to.onNext(missed.build());
        to.onNext(WatchResponse.newBuilder()
                .setSnapshotEnd(
                        SnapshotEnd.newBuilder().setResumeToken(ByteString.copyFromUtf8(Long.toString(sequence))))
                .build());
        watches.add(to);
    }

    private synchronized @Nullable String refusedUser() {
        return refused;
    }

    private synchronized void forget(StreamObserver<WatchResponse> watch) {
        watches.remove(watch);
    }

    private final class Service extends StatusServiceGrpc.StatusServiceImplBase {
        @Override
        public void openSession(OpenSessionRequest request, StreamObserver<Session> to) {
            Duration second = Duration.newBuilder().setSeconds(1).build();
            answer(
                    to,
                    Session.newBuilder()
                            .setSessionId(CALLER.get())
                            .setEpoch(1)
                            .setCicServer(CALLER.get())
                            .setLeaseTime(second)
                            .setKeepAliveInterval(second)
                            .setMaxBatchSize(100)
                            .build());
        }

        @Override
        public void publishStatuses(PublishStatusesRequest request, StreamObserver<PublishStatusesResponse> to) {
            PublishStatusesResponse.Builder response =
                    PublishStatusesResponse.newBuilder().setCopies(2).setEpoch(1);
            response.setSequence(publish(request.getSessionId(), request));
            for (int i = 0; i < request.getStatusesCount(); i++) {
                if (request.getStatuses(i).getUserId().equals(refusedUser())) {
                    response.addErrors(ItemError.newBuilder()
                            .setIndex(i)
                            .setReason("EMAIL_INVALID")
                            .setMessage("as the test wants"));
                }
            }
            answer(to, response.build());
        }

        @Override
        public void keepSessionAlive(KeepSessionAliveRequest request, StreamObserver<KeepSessionAliveResponse> to) {
            answer(to, KeepSessionAliveResponse.getDefaultInstance());
        }

        @Override
        public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> to) {
            answer(to, CloseSessionResponse.getDefaultInstance());
        }

        @Override
        public void watch(WatchRequest request, StreamObserver<WatchResponse> to) {
            Context.current().addListener(context -> forget(to), Runnable::run);
            FakeCluster.this.watch(request, to);
        }

        private <T> void answer(StreamObserver<T> to, T message) {
            to.onNext(message);
            to.onCompleted();
        }
    }

    /** Who calls, by certificate. */
    private static final class CallerName implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context context = Context.current().withValue(CALLER, name(call));
            return Contexts.interceptCall(context, call, headers, next);
        }

        private static String name(ServerCall<?, ?> call) {
            SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            try {
                return PeerIdentity.of((X509Certificate) session.getPeerCertificates()[0])
                        .name();
            } catch (SSLPeerUnverifiedException | BadIdentityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
