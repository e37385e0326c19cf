package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.SslContexts;

/** Many links under everything that may stall one: bytes in odd pieces, data before the handshake's end, new keys, pipelines that change threads. */
class LinkTortureTest {
    private static final int LINKS = Integer.getInteger("member.tls.torture.links", 30);
    private static final int BEFORE_START = 2;
    private static final int DURING_HANDSHAKE = 10;
    private static final int AFTERWARDS = 60;
    private static final Set<TlsState> VERIFIED = EnumSet.of(TlsState.VERIFIED, TlsState.ESTABLISHED);
    private static final int LARGEST_CHUNK = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Random random = new Random(0);
    private TestLog log;
    private SSLContext serverContext;
    private PipelineRig rig;
    private TlsLinks servers;
    private TlsLinks clients;

    @BeforeEach
    void start() throws Exception {
        log = new TestLog();
        rig = new PipelineRig();
        TestAuthority authority = new TestAuthority("Torture");
        serverContext = SslContexts.tls13(authority.member("sa1"));
        SSLContext client = SslContexts.tls13(authority.member("sa2"));
        servers = new TlsLinks(MemberTlsSettings.of(() -> serverContext));
        clients = new TlsLinks(MemberTlsSettings.of(() -> client));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        servers.close();
        clients.close();
        log.close();
    }

    @Test
    void everyByteArrivesWhateverHappensInBetween() throws Exception {
        for (long seed = 0; seed < LINKS; seed++) {
            torture(seed);
        }
    }

    @Test
    void newKeysAreAnsweredAtOnceByAnIdlePeer() throws Exception {
        RigEnd client = rig.connect(clients, rig.address(), random);
        RigEnd server = rig.accept(servers, random);
        establish(client, server);

        long written = server.channel().bytesWritten();
        client.renewKeys();

        await().untilAsserted(() -> assertThat(server.channel().bytesWritten()).isGreaterThan(written));
    }

    @Test
    void peerHearsAtOnceThatAnIdleConnectionWasClosed() throws Exception {
        RigEnd client = rig.connect(clients, rig.address(), random);
        RigEnd server = rig.accept(servers, random);
        establish(client, server);

        client.channel().close();

        // The I/O threads look at their selectors every five seconds if nobody wakes them.
        await().atMost(Duration.ofSeconds(3)).until(() -> server.channel().isClosed());
    }

    @Test
    void refusedPeerNeitherGetsNorGivesAByteWhileTheCheckTakesItsTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        TlsLinks refusing = new TlsLinks(new MemberTlsSettings(
                () -> serverContext,
                peer -> {
                    try {
                        never.await(200, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new CertificateException("refused by the test");
                },
                PATIENCE));
        RigEnd client = rig.connect(clients, rig.address(), random);
        RigEnd server = rig.accept(refusing, random);
        client.send(new byte[LARGEST_CHUNK]);
        server.send(new byte[LARGEST_CHUNK]);
        client.start();
        server.start();

        await().until(() -> server.channel().isClosed() && client.channel().isClosed());
        assertThat(log.ours(Level.WARN)).anySatisfy(line -> assertThat(line).contains("refused by the test"));
        assertThat(server.receivedCount()).isZero();
        assertThat(client.receivedCount()).isZero();
        refusing.close();
    }

    private void establish(RigEnd client, RigEnd server) throws SSLException {
        client.start();
        server.start();
        Speaker speaker = new Speaker(client);
        speaker.send(random);
        assertReceived(0, server, speaker);
        await().until(() -> VERIFIED.contains(client.state()));
    }

    private void torture(long seed) throws Exception {
        Random seeded = new Random(seed);
        try (ChoppingRelay relay = new ChoppingRelay(rig.port(), seed)) {
            RigEnd client = rig.connect(clients, relay.address(), seeded);
            RigEnd server = rig.accept(servers, seeded);
            List<Speaker> speakers = List.of(new Speaker(client), new Speaker(server));
            act(seeded, speakers, BEFORE_START);
            client.start();
            act(seeded, speakers, BEFORE_START);
            server.start();
            act(seeded, speakers, DURING_HANDSHAKE);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> VERIFIED.contains(client.state()) && VERIFIED.contains(server.state()));
            act(seeded, speakers, AFTERWARDS);
            assertReceived(seed, server, speakers.get(0));
            assertReceived(seed, client, speakers.get(1));
            client.channel().close();
            server.channel().close();
        }
    }

    private void act(Random seeded, List<Speaker> speakers, int actions) throws SSLException {
        for (int action = 0; action < actions; action++) {
            Speaker speaker = speakers.get(seeded.nextInt(speakers.size()));
            switch (seeded.nextInt(8)) {
                case 0 -> speaker.renewKeys();
                case 1 -> speaker.end.migrateInbound(rig.networking().getInputThreads());
                case 2 -> speaker.end.migrateOutbound(rig.networking().getOutputThreads());
                default -> speaker.send(seeded);
            }
        }
    }

    private void assertReceived(long seed, RigEnd end, Speaker other) {
        byte[] sent = other.sent.toByteArray();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).untilAsserted(() -> assertThat(end.receivedCount())
                .as("seed %s: %s\n%s\n%s", seed, end.state(), end.failure(), log)
                .isEqualTo(sent.length));
        assertThat(end.received()).isEqualTo(sent);
        assertThat(end.failure()).as("seed %s", seed).isNull();
    }

    /** One end and what it has sent. */
    private static final class Speaker {
        private final RigEnd end;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

        Speaker(RigEnd end) {
            this.end = end;
        }

        void send(Random random) {
            byte[] chunk = new byte[random.nextInt(LARGEST_CHUNK)];
            random.nextBytes(chunk);
            sent.writeBytes(chunk);
            end.send(chunk);
        }

        void renewKeys() throws SSLException {
            if (VERIFIED.contains(end.state())) {
                end.renewKeys();
            }
        }
    }
}
