package org.statusaggregator.core.client;

import io.grpc.inprocess.InProcessChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;

/** A client of two scripted nodes, sa1 and sa2, on the test's thread and clock. */
final class ClientFixture implements AutoCloseable {
    /** Chance that always chooses the longest wait: 200 ms, 400 ms, and so on to 10 s. */
    static final RandomGenerator LONGEST_WAITS = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long origin, long bound) {
            return bound - 1;
        }
    };

    final ManualLoop loop = new ManualLoop();
    final Recorder recorder = new Recorder();
    final FakeNode.Epochs epochs = new FakeNode.Epochs();
    final FakeNode sa1 = new FakeNode("sa1", epochs);
    final FakeNode sa2 = new FakeNode("sa2", epochs);
    final Connection connection;
    final AggregatorClient client;
    private final String run = UUID.randomUUID().toString();

    ClientFixture() throws IOException {
        this("sa1;sa2");
    }

    ClientFixture(String hosts) throws IOException {
        startAgain(sa1);
        startAgain(sa2);
        connection = new Connection(
                ServerList.parse(hosts),
                (host, shown) -> InProcessChannelBuilder.forName(run + host.name())
                        .directExecutor()
                        .build(),
                loop,
                recorder,
                LONGEST_WAITS);
        client = new AggregatorClient(new Wiring(loop, connection, recorder, LONGEST_WAITS, "test 1.0"));
    }

    void startAgain(FakeNode node) throws IOException {
        node.start(run + node.name);
    }

    /** A session whose truth is these users, confirmed. */
    PublishSession liveSession(String... userIds) {
        PublishSession session = client.openSession(SessionOptions.takeOver());
        session.replaceAll(
                List.of(userIds).stream().map(id -> user(id, "Available")).toList());
        loop.run();
        return session;
    }

    StatusWatch watch() {
        StatusWatch watch = client.watch(WatchOptions.everything(), recorder);
        loop.run();
        return watch;
    }

    /** Time for everything that a client which is well prepares. */
    void settle() {
        loop.advance(Connection.SETTLED.plus(Connection.STANDBY_WITHIN));
        connection.look();
        loop.run();
    }

    void run() {
        loop.run();
    }

    void advance(Duration time) {
        loop.advance(time);
    }

    static Status user(String userId, String key) {
        return Status.of(userId, userId + "@example.com").withKey(StatusKey.of(key, false));
    }

    @Override
    public void close() {
        client.closeAsync();
        loop.advance(Duration.ofSeconds(6));
        sa1.kill();
        sa2.kill();
    }
}
