package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.statusaggregator.core.client.ClientFixture.user;

import io.grpc.ConnectivityState;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.CertificateStore;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

/** A node loses the client's trust while they are connected. */
class UntrustedNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeNode.Epochs epochs = new FakeNode.Epochs();
    private final FakeNode sa1 = new FakeNode("sa1", epochs);
    private final FakeNode sa2 = new FakeNode("sa2", epochs);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Path store;
    private TestTls tls;
    private KeyRing ring;
    private @Nullable AggregatorClient client;

    UntrustedNodeTest(@TempDir Path folder) {
        store = folder.resolve("store");
    }

    @BeforeEach
    void makeStore() throws Exception {
        tls = new TestTls();
        new ServerBundle(tls.cic("cic1")).write(store, IfExists.REFUSE);
        ring = KeyRing.open(store, KeyRing.Check.NONE);
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        ring.close();
        sa1.kill();
        sa2.kill();
    }

    /** The first try found that TLS resumed its session with the revoked node, and batches were sent to it. */
    @Test
    void aNodeWhoseCertificateIsRevokedIsLeftAndNotTakenAgain() throws Exception {
        KeyMaterial stolen = tls.member("sa1");
        connect(stolen);

        new CertificateStore(store).installCrls(List.of(tls.revoked(stolen)));

        awaitReason("CONNECTING localhost:", ": certificate CN=sa1, OU=member (serial ", "was revoked on 20");
        await().atMost(PATIENCE).until(() -> !sa2.keepAlives.isEmpty());
        told.clear();
        sa2.kill();
        awaitReason("was revoked on 20");
        assertThat(told).noneMatch(line -> line.startsWith("CONNECTED "));
    }

    @Test
    void aNodeWhoseCertificateHasExpiredIsNotTalkedToAnyLonger() throws Exception {
        List<X509Certificate> shown = tls.member("sa1").chain();
        Instant end = shown.get(0).getNotAfter().toInstant();
        NettyLoop loop = new NettyLoop("a test");
        try {
            assertThat(new TlsNodes(ring, InstantSource.fixed(end), loop).problem(shown))
                    .isEmpty();
            assertThat(new TlsNodes(ring, InstantSource.fixed(end.plusSeconds(1)), loop).problem(shown))
                    .startsWith("certificate CN=sa1, OU=member expired on 20");
        } finally {
            loop.close();
        }
    }

    @Test
    void aConnectionThatWaitsIsNotUsedWhenItsNodeIsTrustedNoLonger() throws Exception {
        KeyMaterial stolen = tls.member("sa2");
        Host host = new Host("localhost", sa2.start(TestTls.server(stolen, "TLSv1.3")));
        NettyLoop loop = new NettyLoop("a test");
        try {
            TlsNodes nodes = new TlsNodes(ring, InstantSource.system(), loop);
            Links links = new Links(nodes, loop);
            loop.execute(() -> links.prepare(host));
            await().atMost(PATIENCE).until(() -> sa2.connected.get() == 1);

            new CertificateStore(store).installCrls(List.of(tls.revoked(stolen)));
            await().atMost(PATIENCE).until(() -> !nodes.problem(stolen.chain()).isEmpty());
            Link taken = CompletableFuture.supplyAsync(() -> links.take(host), loop)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            await().atMost(PATIENCE).until(() -> sa2.connected.get() == 0);
            assertThat(taken.channel().getState(false)).isEqualTo(ConnectivityState.IDLE);
        } finally {
            loop.close();
        }
    }

    @Test
    void aNodeWhoseCaIsRemovedIsLeft() throws Exception {
        TestTls next = new TestTls();
        connect(tls.member("sa1"));

        new ServerBundle(next.cic("cic1")).write(store, IfExists.REPLACE);

        awaitReason("CONNECTING ", ": certificate CN=sa1, OU=member by CN=Test CA", "leads to none of the trusted");
    }

    /** Until the client's session is live at sa1. */
    private void connect(KeyMaterial first) throws Exception {
        int port1 = sa1.start(TestTls.server(first, "TLSv1.3"));
        int port2 = sa2.start(TestTls.server(tls.member("sa2"), "TLSv1.3"));
        AggregatorClient made = AggregatorClient.builder(
                        ServerList.parse("localhost:" + port1 + ";localhost:" + port2), ring)
                .listener(new ClientListener() {
                    @Override
                    public void onConnectionState(ConnectionState state, Host host, String reason) {
                        told.add(state + " " + host + ": " + reason);
                    }
                })
                .build();
        client = made;
        PublishSession session = made.openSession(SessionOptions.takeOver());
        session.replaceAll(List.of(user("anna", "Available")));
        session.flush().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sa1.batches).isNotEmpty();
    }

    private void awaitReason(String... parts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told)
                .anySatisfy(line -> assertThat(line).contains(parts)));
    }
}
