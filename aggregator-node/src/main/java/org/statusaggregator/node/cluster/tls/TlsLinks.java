package org.statusaggregator.node.cluster.tls;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The TLS links of one member, and the two threads that serve them. */
final class TlsLinks implements AutoCloseable {
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    /** The faster first; both are mandatory or recommended in TLS 1.3, so every peer has them. */
    private static final String[] CIPHER_SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"};
    /** How long a stopping member waits until its peers' sockets have taken close_notify. */
    private static final Duration GOODBYE = Duration.ofMillis(200);

    /** Each unverified connection holds 300 KB of buffers until the handshake times out; a member opens a handful. */
    private static final int MAX_STRANGERS = 32;

    /** How soon a link ends whose peer's certificate has expired or was revoked. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    private final MemberTlsSettings settings;
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);
    private final Set<TlsLink> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> thread(task, "member-tls-timer"));
    /** Signatures and certificate paths take milliseconds: other connections' I/O threads must not wait for them. */
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            1,
            1,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> thread(task, "member-tls-handshake"));

    TlsLinks(MemberTlsSettings settings) {
        this.settings = settings;
        timer.setRemoveOnCancelPolicy(true);
        handshakes.allowCoreThreadTimeOut(true);
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> open.forEach(TlsLink::recheck), RECHECK.toMillis(), RECHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Furnishes a new connection's pipelines: ours next to the socket, Hazelcast's own behind them. */
    TlsLink open(Channel channel, ChannelInitializer plain) throws Exception {
        TlsLink link = new TlsLink(channel, engine(channel.isClientMode()), this);
        if (!channel.isClientMode() && strangers(channel) >= MAX_STRANGERS) {
            link.dismiss(
                    new Refusal(Refusal.UNKNOWN, MAX_STRANGERS + " connections from its host are not verified yet"));
            return link;
        }
        open.add(link);
        channel.addCloseListener(closed -> forget(link));
        channel.inboundPipeline().addLast(new TlsDecoder(link));
        plain.initChannel(channel);
        channel.outboundPipeline().addLast(new TlsEncoder(link));
        link.start(settings.handshakeTimeout());
        if (channel.isClosed()) {
            forget(link);
        }
        return link;
    }

    PeerCheck check() {
        return settings.check();
    }

    RefusalLog refusals() {
        return refusals;
    }

    Executor handshakes() {
        return handshakes;
    }

    /** Runs a short task later on the timer thread. */
    Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends close_notify on every link and waits a moment for it; Hazelcast closes the sockets right afterwards. */
    void sayGoodbye() {
        open.forEach(link -> link.end("this member stops"));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        synchronized (open) {
            long left = GOODBYE.toMillis();
            while (!open.isEmpty() && left > 0) {
                try {
                    open.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        timer.shutdownNow();
        handshakes.shutdownNow();
    }

    private long strangers(Channel channel) {
        InetAddress host = channel.socket().getInetAddress();
        return open.stream().filter(link -> link.isStrangerFrom(host)).count();
    }

    private void forget(TlsLink link) {
        link.closed();
        synchronized (open) {
            open.remove(link);
            open.notifyAll();
        }
    }

    private SSLEngine engine(boolean clientMode) throws SSLException {
        // Without the peer's name, so that our side never resumes a session: each connection verifies the whole chain.
        SSLEngine engine = settings.contexts().get().createSSLEngine();
        engine.setUseClientMode(clientMode);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(CIPHER_SUITES);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        return engine;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
