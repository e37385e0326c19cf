package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.SslContexts;

/** Many links under everything that may stall one: bytes in odd pieces, data before the handshake's end, new keys, pipelines that change threads. */
class LinkTortureTest {
    private static final int LINKS = Integer.getInteger("member.tls.torture.links", 60);
    private static final int BEFORE_START = 2;
    private static final int DURING_HANDSHAKE = 10;
    private static final int AFTERWARDS = 60;
    private static final Set<TlsState> VERIFIED = EnumSet.of(TlsState.VERIFIED, TlsState.ESTABLISHED);
    private static final int LARGEST_CHUNK = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestLog log;
    private PipelineRig rig;
    private TlsLinks servers;
    private TlsLinks clients;

    @BeforeEach
    void start() throws Exception {
        log = new TestLog();
        rig = new PipelineRig();
        TestAuthority authority = new TestAuthority("Torture");
        SSLContext server = SslContexts.tls13(authority.member("sa1"));
        SSLContext client = SslContexts.tls13(authority.member("sa2"));
        servers = new TlsLinks(MemberTlsSettings.of(() -> server));
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

    private void torture(long seed) throws Exception {
        Random random = new Random(seed);
        try (ChoppingRelay relay = new ChoppingRelay(rig.port(), seed)) {
            RigEnd client = rig.connect(clients, relay.address(), random);
            RigEnd server = rig.accept(servers, random);
            List<Speaker> speakers = List.of(new Speaker(client), new Speaker(server));
            act(random, speakers, BEFORE_START);
            client.start();
            act(random, speakers, BEFORE_START);
            server.start();
            act(random, speakers, DURING_HANDSHAKE);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> VERIFIED.contains(client.state()) && VERIFIED.contains(server.state()));
            act(random, speakers, AFTERWARDS);
            assertReceived(seed, server, speakers.get(0));
            assertReceived(seed, client, speakers.get(1));
            client.channel().close();
            server.channel().close();
        }
    }

    private void act(Random random, List<Speaker> speakers, int actions) throws SSLException {
        for (int action = 0; action < actions; action++) {
            Speaker speaker = speakers.get(random.nextInt(speakers.size()));
            switch (random.nextInt(8)) {
                case 0 -> speaker.renewKeys();
                case 1 -> speaker.end.migrateInbound(rig.networking().getInputThreads());
                case 2 -> speaker.end.migrateOutbound(rig.networking().getOutputThreads());
                default -> speaker.send(random);
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
