package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.StatusServiceGrpc;

/** Who a channel talks to, and who it refuses to talk to. */
class ChannelsTest {
    private final AtomicReference<SSLSession> seen = new AtomicReference<>();
    private @Nullable Server server;
    private @Nullable ManagedChannel channel;

    @AfterEach
    void stop() throws InterruptedException {
        if (channel != null) {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        if (server != null) {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void bothSidesShowCertificatesOverTls13() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(tls.member("sa1"), "TLSv1.3"));
        call(port, tls.cic("cic1"));
        SSLSession session = Objects.requireNonNull(seen.get());
        assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(session.getPeerPrincipal().getName()).contains("CN=cic1");
    }

    @Test
    void aNodeWhoseCertificateBearsAnotherNameIsRefused() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(tls.memberElsewhere("sa1"), "TLSv1.3"));
        assertThatThrownBy(() -> call(port, tls.cic("cic1")))
                .isInstanceOf(StatusRuntimeException.class)
                .satisfies(error -> assertThat(Failure.of(error).text()).contains("localhost"));
        assertThat(seen.get()).isNull();
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefused() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(new TestTls().member("sa1"), "TLSv1.3"));
        assertThatThrownBy(() -> call(port, tls.cic("cic1"))).isInstanceOf(StatusRuntimeException.class);
        assertThat(seen.get()).isNull();
    }

    @Test
    void aCicServerThatPosesAsANodeIsRefused() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(tls.impostor("cic9"), "TLSv1.3"));
        assertThatThrownBy(() -> call(port, tls.cic("cic1")))
                .isInstanceOf(StatusRuntimeException.class)
                .satisfies(error -> assertThat(Failure.of(error).text())
                        .contains("it is a certificate for role cic (expected: member)"));
        assertThat(seen.get()).isNull();
    }

    @Test
    void anOlderTlsIsRefused() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(tls.member("sa1"), "TLSv1.2"));
        assertThatThrownBy(() -> call(port, tls.cic("cic1"))).isInstanceOf(StatusRuntimeException.class);
        assertThat(seen.get()).isNull();
    }

    @Test
    void nobodyListeningIsSaidInTheFailure() throws Exception {
        TestTls tls = new TestTls();
        int port = listen(TestTls.server(tls.member("sa1"), "TLSv1.3"));
        Objects.requireNonNull(server).shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        assertThatThrownBy(() -> call(port, tls.cic("cic1")))
                .satisfies(error -> assertThat(Failure.of(error).text()).contains("Connection refused"));
    }

    private int listen(SslContext tls) throws IOException {
        Server listening = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                .sslContext(tls)
                .addService(new FakeNode("sa1", new FakeNode.Epochs()))
                .intercept(new SessionSeer())
                .build()
                .start();
        server = listening;
        return listening.getPort();
    }

    private void call(int port, KeyMaterial material) throws GeneralSecurityException {
        ManagedChannel opened = Channels.open(new Host("localhost", port), material);
        channel = opened;
        var answer = StatusServiceGrpc.newBlockingStub(opened)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .keepSessionAlive(KeepSessionAliveRequest.getDefaultInstance());
        assertThat(answer.getDraining()).isFalse();
    }

    /** Notes the TLS session of the last call. */
    private final class SessionSeer implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            seen.set(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
            return next.startCall(call, headers);
        }
    }
}
