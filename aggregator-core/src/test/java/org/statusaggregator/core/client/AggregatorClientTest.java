package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.statusaggregator.core.client.ClientFixture.user;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Status;

/** The whole client as an application has it: its own thread, sockets, TLS. */
class AggregatorClientTest {
    private static final int USERS = 200;

    private final FakeNode.Epochs epochs = new FakeNode.Epochs();
    private final FakeNode sa1 = new FakeNode("sa1", epochs);
    private final FakeNode sa2 = new FakeNode("sa2", epochs);
    private TestTls tls;
    private ServerList servers;

    @BeforeEach
    void start() throws Exception {
        tls = new TestTls();
        SslContext server = TestTls.server(tls.member("sa1"), "TLSv1.3");
        servers = ServerList.parse("localhost:" + sa1.start(server) + ";localhost:" + sa2.start(server));
    }

    @AfterEach
    void stop() {
        sa1.kill();
        sa2.kill();
    }

    @Test
    void manyThreadsPutAndTheLastStatesArrive() throws Exception {
        try (AggregatorClient client = client(ClientListener.NONE)) {
            PublishSession session = client.openSession(SessionOptions.takeOver());
            session.replaceAll(List.of());
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int first = t * USERS / 4;
                Thread thread = new Thread(() -> putMany(session, first), "application-" + t);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            session.flush().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        Map<String, String> last = new HashMap<>();
        sa1.batches.forEach(batch ->
                batch.getStatusesList().forEach(status -> last.put(status.getUserId(), status.getStatusKey())));
        assertThat(last).hasSize(USERS).allSatisfy((id, key) -> assertThat(key).isEqualTo("state 499"));
        assertThat(sa1.batches.size()).isLessThan(USERS * 500 / 4);
        assertThat(sa1.closes).hasSize(1);
    }

    private static void putMany(PublishSession session, int firstUser) {
        for (int i = 0; i < 500; i++) {
            for (int u = firstUser; u < firstUser + USERS / 4; u++) {
                session.put(user("u" + u, "state " + i));
            }
        }
    }

    @Test
    void aNodeThatDiesWhileNothingIsOnItsWayIsLeftAtOnce() throws Exception {
        try (AggregatorClient client = client(ClientListener.NONE)) {
            PublishSession session = client.openSession(SessionOptions.takeOver());
            session.replaceAll(List.of(user("anna", "Available")));
            session.flush().toCompletableFuture().get(5, TimeUnit.SECONDS);
            sa1.kill();
            await().untilAsserted(() -> assertThat(sa2.keepAlives).hasSize(1));
            assertThat(session.state()).isEqualTo(SessionState.LIVE);
        }
        assertThat(sa2.closes).hasSize(1);
    }

    @Test
    void rowsAreDeliveredOnTheClientsThread() throws Exception {
        List<String> threads = new ArrayList<>();
        CountDownLatch delivered = new CountDownLatch(1);
        try (AggregatorClient client = client(ClientListener.NONE)) {
            StatusWatch watch = client.watch(WatchOptions.everything(), new WatchListener() {
                @Override
                public void onStatus(Status status) {
                    threads.add(Thread.currentThread().getName());
                    delivered.countDown();
                }
            });
            await().until(() -> !sa1.watches.isEmpty());
            sa1.watch().snapshot("t1", FakeWatch.row("anna", 1, 1));
            assertThat(delivered.await(5, TimeUnit.SECONDS)).isTrue();
            await().until(() -> watch.state() == WatchState.FOLLOWING);
        }
        assertThat(threads).allMatch(name -> name.startsWith("cic1 of a test"));
    }

    @Test
    void aListenerMayPutAndClose() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        AggregatorClient[] holder = new AggregatorClient[1];
        holder[0] = client(new ClientListener() {
            @Override
            public void onSessionState(SessionState state, String reason) {
                if (state == SessionState.LIVE) {
                    holder[0].close();
                } else if (state == SessionState.CLOSED) {
                    closed.countDown();
                }
            }
        });
        holder[0].openSession(SessionOptions.takeOver()).replaceAll(List.of(user("anna", "Available")));
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(sa1.closes).hasSize(1);
    }

    @Test
    void theThreadOfAClosedClientEnds() throws Exception {
        AggregatorClient client = client(ClientListener.NONE);
        PublishSession session = client.openSession(SessionOptions.takeOver());
        client.close();
        client.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        session.close();
        session.abandon();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("cic1 of a test")));
    }

    private AggregatorClient client(ClientListener listener) throws Exception {
        return AggregatorClient.builder(servers, tls.cic("cic1"))
                .clientName("cic1 of a test")
                .listener(listener)
                .build();
    }
}
