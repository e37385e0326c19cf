package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.SslContexts;

/** What comes to a member's port that is no member. */
class RawPeersTest {
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);
    /** Long enough for a handshake in a JVM that has made none before. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** So long that it is not what ends a connection. */
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(1);

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] HAZELCAST_MEMBER_PROTOCOL = "HZC".getBytes(StandardCharsets.US_ASCII);

    private TestLog log;
    private TestAuthority authority;
    private @Nullable HazelcastInstance member;

    @BeforeEach
    void listen() throws Exception {
        log = new TestLog();
        authority = new TestAuthority("Example");
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(member).getLifecycleService().terminate();
        log.close();
    }

    @Test
    void silentPeerIsDroppedAfterTheHandshakeTimeout() throws Exception {
        startMember(SHORT_TIMEOUT);
        try (Socket socket = connect()) {
            assertDropped(socket);
        }
        assertWarned("no TLS handshake within 500 ms");
    }

    @Test
    void peerThatStopsInTheMiddleOfARecordIsDroppedAfterTheHandshakeTimeout() throws Exception {
        startMember(SHORT_TIMEOUT);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
            assertDropped(socket);
        }
        assertWarned("no TLS handshake within 500 ms");
    }

    @Test
    void peerThatLeavesDuringTheHandshakeIsNamed() throws Exception {
        startMember(LONG_TIMEOUT);
        connect().close();
        assertWarned("it ended the connection before it said anything");
    }

    @Test
    void plaintextGetsNoAnswerInPlaintext() throws Exception {
        startMember(LONG_TIMEOUT);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HAZELCAST_MEMBER_PROTOCOL);
            assertThat(assertDropped(socket)).doesNotContain(HAZELCAST_MEMBER_PROTOCOL);
        }
        assertWarned("it does not speak TLS (its first bytes: 48 5a 43)");
    }

    @Test
    void garbageIsDropped() throws Exception {
        startMember(LONG_TIMEOUT);
        byte[] garbage = new byte[500_000];
        new Random(1).nextBytes(garbage);
        garbage[0] = 'x';
        try (Socket socket = connect()) {
            writeAll(socket, garbage);
            assertDropped(socket);
        }
        assertWarned("it does not speak TLS (its first bytes: 78 ");
    }

    @Test
    void garbageThatBeginsLikeTlsIsDropped() throws Exception {
        startMember(TIMEOUT);
        byte[] garbage = new byte[500_000];
        new Random(2).nextBytes(garbage);
        garbage[0] = 22;
        try (Socket socket = connect()) {
            writeAll(socket, garbage);
            assertDropped(socket);
        }
        assertThat(log.ours(Level.WARN)).as(log.toString()).hasSize(1);
    }

    @Test
    void clientOfTls12IsRefused() throws Exception {
        startMember(LONG_TIMEOUT);
        assertThatThrownBy(() -> handshake(TestAuthority.sockets(authority.member("sa2")), "TLSv1.2"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("protocol_version");
        assertWarned("TLSv1.2");
    }

    @Test
    void clientWithoutCertificateIsRefused() throws Exception {
        startMember(LONG_TIMEOUT);
        assertThatThrownBy(() -> handshake(authority.socketsWithoutCertificate(), "TLSv1.3"))
                .isInstanceOf(SSLException.class)
                .hasMessageMatching(".*(bad_certificate|certificate_required).*");
        assertWarned("Empty client certificate chain");
    }

    @Test
    void memberThatOnlyListensGetsTheProtocolOfMembers() throws Exception {
        startMember(LONG_TIMEOUT);
        assertServesMember();
    }

    private void assertServesMember() throws Exception {
        try (SSLSocket socket = tls(TestAuthority.sockets(authority.member("sa2")), "TLSv1.3")) {
            socket.getOutputStream().write(HAZELCAST_MEMBER_PROTOCOL);
            assertThat(socket.getInputStream().readNBytes(HAZELCAST_MEMBER_PROTOCOL.length))
                    .as(log.toString())
                    .isEqualTo(HAZELCAST_MEMBER_PROTOCOL);
        }
    }

    @Test
    void silentPeersDoNotKeepMembersOut() throws Exception {
        startMember(TIMEOUT);
        assertMembersAreServedBeside(20);
    }

    @Test
    void hostThatOpensConnectionsWithoutEndIsHeldAt32() throws Exception {
        startMember(TIMEOUT);
        List<Socket> silent = connect(50);
        assertWarned("32 connections from its host are not verified yet");
        for (Socket socket : silent) {
            assertDropped(socket);
            socket.close();
        }
        assertMembersAreServedBeside(0);
    }

    private void assertMembersAreServedBeside(int silentPeers) throws Exception {
        List<Socket> silent = connect(silentPeers);
        assertServesMember();
        for (Socket socket : silent) {
            assertDropped(socket);
            socket.close();
        }
    }

    private List<Socket> connect(int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(connect());
        }
        return sockets;
    }

    private void startMember(Duration handshakeTimeout) throws Exception {
        SSLContext context = SslContexts.tls13(authority.member("sa1"));
        member = MemberTls.start(
                TestMember.config(), new MemberTlsSettings(() -> context, PeerCheck.membersOnly(), handshakeTimeout));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), TestMember.port(Objects.requireNonNull(member)));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private SSLSocket tls(SSLContext context, String protocol) throws Exception {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(connect(), "localhost", TestMember.port(Objects.requireNonNull(member)), true);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    /** A client of TLS 1.3 hears of its refusal only when it reads. */
    private void handshake(SSLContext context, String protocol) throws Exception {
        try (SSLSocket socket = tls(context, protocol)) {
            socket.startHandshake();
            int first = socket.getInputStream().read();
            throw new AssertionError("not refused, received " + first + "\n" + log);
        }
    }

    /** The member closes the connection; returns what it said before. */
    private byte[] assertDropped(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).as(log.toString()).hasMessageContaining("reset");
            return new byte[0];
        }
    }

    /** The member may close while we are still writing. */
    private static void writeAll(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private void assertWarned(String part) {
        await().untilAsserted(() -> assertThat(log.ours(Level.WARN))
                .as(log.toString())
                .anySatisfy(line -> assertThat(line).contains(part)));
    }
}
