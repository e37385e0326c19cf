package org.statusaggregator.node.cluster.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.server.ServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/*
 * Threads. The decoder runs on the connection's inbound I/O thread; the encoder on its outbound I/O thread or on any thread that writes, one at a time; the
 * engine's long computations on the handshake thread; deadlines on the timer thread. The engine has its own lock. Each of them may end the link.
 *
 * Wake-ups. A pipeline that returns BLOCKED has seen a state or engine status that another thread will change, and that thread wakes it up *after* the
 * change: the encoder wakes the decoder after each handshake record, the handshake thread wakes both after a computation, whoever verifies wakes both,
 * whoever ends the link wakes both. A wake-up that arrives while a pipeline is still running makes it run once more, so none is lost.
 */

/** One TLS connection with another member: its engine, how far it is, and the decision on the peer. */
final class TlsLink {
    private static final Logger LOG = LogManager.getLogger(TlsLink.class);
    /** How long the last words may take to reach the peer, and the peer to close the connection. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final Set<TlsState> BEFORE_VERIFIED = EnumSet.of(TlsState.HANDSHAKING, TlsState.COMPUTING);
    private static final Set<TlsState> STRANGER =
            EnumSet.of(TlsState.HANDSHAKING, TlsState.COMPUTING, TlsState.CLOSING);
    private static final Set<TlsState> BEFORE_HEARD =
            EnumSet.of(TlsState.HANDSHAKING, TlsState.COMPUTING, TlsState.VERIFIED);
    private static final Set<TlsState> IN_USE = EnumSet.complementOf(EnumSet.of(TlsState.CLOSING, TlsState.CLOSED));

    private static final Set<TlsState> TRUSTED = EnumSet.of(TlsState.VERIFIED, TlsState.ESTABLISHED);

    private final Channel channel;
    private final ServerConnection connection;
    private final SSLEngine engine;
    private final TlsLinks links;

    /** Written by {@link #move} only. */
    private volatile TlsState state = TlsState.HANDSHAKING;
    /** Ends a handshake or a farewell that takes too long. */
    @GuardedBy("this") private @Nullable Future<?> deadline;

    TlsLink(Channel channel, SSLEngine engine, TlsLinks links) {
        this.channel = channel;
        this.connection =
                Objects.requireNonNull((ServerConnection) channel.attributeMap().get(ServerConnection.class));
        this.engine = engine;
        this.links = links;
    }

    /** Starts the handshake's clock. */
    void start(Duration handshakeTimeout) {
        setDeadline(handshakeTimeout, () -> timeOut(handshakeTimeout));
    }

    TlsState state() {
        return state;
    }

    /** Whether this is a peer from the host that has not shown who it is, or is being sent away. */
    boolean isStrangerFrom(@Nullable InetAddress host) {
        return STRANGER.contains(state)
                && channel.remoteSocketAddress() instanceof InetSocketAddress address
                && Objects.equals(address.getAddress(), host);
    }

    SSLEngine engine() {
        return engine;
    }

    /** To be called with the engine's status during the handshake: checks the peer once the engine has finished. */
    void advance(HandshakeStatus status) {
        if (status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING) {
            verify();
        }
    }

    /** Gives the engine's outstanding computation to the handshake thread, which wakes both pipelines when it is done. */
    void compute() {
        Runnable task = engine.getDelegatedTask();
        // null: the other direction was faster, and its computation wakes us.
        if (task != null && move(TlsState.COMPUTING, "certificates", EnumSet.of(TlsState.HANDSHAKING))) {
            links.handshakes().execute(() -> {
                try {
                    if (state == TlsState.COMPUTING) {
                        task.run();
                    }
                } finally {
                    move(TlsState.HANDSHAKING, "computed", EnumSet.of(TlsState.COMPUTING));
                    wakeBoth();
                }
            });
        }
    }

    /** The same on this thread, for what little the engine may have to compute once the link is in use. */
    void computeNow() {
        Runnable task = engine.getDelegatedTask();
        if (task != null) {
            task.run();
        }
    }

    /** Takes note that the peer sent plaintext. */
    void heard() {
        if (state == TlsState.VERIFIED) {
            move(TlsState.ESTABLISHED, "heard from the peer", EnumSet.of(TlsState.VERIFIED));
        }
    }

    /** Ends the link because the engine failed: an alert was received, or is about to be sent. */
    void fail(SSLException failure) {
        refuse(Refusal.of(failure, peer()));
    }

    /** Takes note of the peer's close_notify. It waits for nothing but the end of the connection. */
    void endedByPeer() {
        dismiss(refusedByPeer("close_notify"), BEFORE_HEARD);
        if (move(TlsState.CLOSING, "the peer said close_notify", IN_USE)) {
            close("the peer said close_notify");
        }
    }

    /**
     * Takes note that a pipeline failed. Before the peer has said anything that is most likely its refusal, which deserves our sentence rather than
     * Hazelcast's stack trace; at the end of a farewell it is what we wait for; else it is a broken connection like any other, and Hazelcast's business.
     */
    void broken(Throwable failure) {
        if (channel.isClosed()) {
            return;
        }
        dismiss(refusedByPeer(String.valueOf(failure.getMessage())), BEFORE_HEARD);
        if (state == TlsState.CLOSING) {
            close("the connection ended after our last words");
        }
    }

    /** Ends the link with a sentence in the log, and without one for the peer. */
    void dismiss(Refusal refusal) {
        dismiss(refusal, BEFORE_VERIFIED);
    }

    /** Ends the link with a sentence in the log; the peer gets an alert or close_notify. */
    void refuse(Refusal refusal) {
        if (move(TlsState.CLOSING, refusal.reason(), IN_USE)) {
            links.refusals().log(channel.remoteSocketAddress(), refusal);
            farewell(refusal.reason());
        }
    }

    /** Ends the link in peace: the peer gets close_notify. */
    void end(String reason) {
        if (move(TlsState.CLOSING, reason, IN_USE)) {
            farewell(reason);
        }
    }

    /** Closes the connection at once. */
    void close(String reason) {
        // Without a cause, or Hazelcast logs a stack trace.
        connection.close("TLS: " + reason, null);
    }

    /** Takes note that the connection is closed, by whomever. */
    void closed() {
        move(TlsState.CLOSED, "connection closed", EnumSet.complementOf(EnumSet.of(TlsState.CLOSED)));
        cancelDeadline();
        // Java gives the socket back, and the peer hears of it, only when both I/O threads have looked at their
        // selectors again: up to 5 s later.
        wakeBoth();
    }

    /** The peer's certificate as far as the engine has verified it. */
    @Nullable X509Certificate peer() {
        try {
            return (X509Certificate) engine.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            LOG.trace("{} has shown no certificate yet", channel, e);
            return null;
        }
    }

    /** Ends the link if its peer is no longer trusted: its certificate has expired, was revoked, or its CA was removed. */
    void recheck() {
        if (!TRUSTED.contains(state)) {
            return;
        }
        List<X509Certificate> chain = peerChain();
        try {
            links.check().recheck(chain);
        } catch (CertificateException | RuntimeException e) {
            refuse(Refusal.of(e, chain.isEmpty() ? null : chain.get(0)));
        }
    }

    private List<X509Certificate> peerChain() {
        try {
            return Stream.of(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            LOG.debug("{} has lost its peer's certificate", channel, e);
            return List.of();
        }
    }

    private void verify() {
        X509Certificate peer = peer();
        if (peer == null && (engine.isInboundDone() || engine.isOutboundDone())) {
            // The engine has failed in the other direction, which is about to end the link with the reason.
            return;
        }
        if (peer == null) {
            refuse(new Refusal(Refusal.UNKNOWN, "it has no certificate"));
            return;
        }
        try {
            links.check().check(peer);
        } catch (CertificateException | RuntimeException e) {
            refuse(Refusal.of(e, peer));
            return;
        }
        if (move(TlsState.VERIFIED, peer.getSubjectX500Principal().getName(), BEFORE_VERIFIED)) {
            cancelDeadline();
            wakeBoth();
        }
    }

    private Refusal refusedByPeer(String how) {
        X509Certificate peer = peer();
        return new Refusal(
                peer == null ? Refusal.UNKNOWN : peer.getSubjectX500Principal().getName(),
                "it ended the connection before it said anything (" + how
                        + "): if it refused our certificate, its log says why");
    }

    private void timeOut(Duration timeout) {
        dismiss(new Refusal(Refusal.UNKNOWN, "no TLS handshake within " + timeout.toMillis() + " ms"));
    }

    private void dismiss(Refusal refusal, Set<TlsState> from) {
        if (move(TlsState.CLOSING, refusal.reason(), from)) {
            links.refusals().log(channel.remoteSocketAddress(), refusal);
            close(refusal.reason());
        }
    }

    private void farewell(String reason) {
        if (engine.isOutboundDone()) {
            // A fatal alert of the peer ended it: there is nothing to say.
            close(reason);
            return;
        }
        setDeadline(FAREWELL, () -> close(reason));
        wakeBoth();
    }

    private void wakeBoth() {
        channel.outboundPipeline().wakeup();
        channel.inboundPipeline().wakeup();
    }

    private synchronized boolean move(TlsState next, String why, Set<TlsState> from) {
        if (!from.contains(state)) {
            return false;
        }
        LOG.debug("{}: {} -> {} ({})", channel, state, next, why);
        state = next;
        return true;
    }

    private synchronized void setDeadline(Duration delay, Runnable task) {
        cancelDeadline();
        if (state != TlsState.CLOSED) {
            deadline = links.after(delay, task);
        }
    }

    private synchronized void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
