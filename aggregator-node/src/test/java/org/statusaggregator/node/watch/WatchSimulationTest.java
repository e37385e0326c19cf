package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.support.WatcherModel;

/**
 * Random days of two nodes: changes, sessions that end, rosters that are replaced or lost, hints that are lost, outputs that take what they
 * like, watches that go on at the other node. In the end every watcher holds what the store holds; the model refuses a version that goes back.
 */
class WatchSimulationTest {
    private static final int SEEDS = Integer.getInteger("watch.simulations", 400);
    private static final int STEPS = 120;

    @Test
    void everyWatcherEndsWithWhatTheStoreHolds() {
        int resyncs = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            resyncs += new World(seed, StatusFilter.ALL).live();
        }
        assertThat(resyncs).as("resyncs: the days were wild enough").isGreaterThan(SEEDS / 4);
    }

    @Test
    void everyWatcherOfSomeAddressesEndsWithTheirRows() {
        StatusFilter filter = TestNode.emails("u1@example.com", "u3@example.com", "moved@example.com");
        for (int seed = 0; seed < SEEDS; seed++) {
            new World(10_000 + seed, filter).live();
        }
    }

    /** Also of those who are about to be told of the old address of a user that has moved to another. */
    @Test
    void everyWatcherToWhomAddressesAreAddedEndsWithTheirRows() {
        StatusFilter filter = TestNode.emails("u1@example.com", "u3@example.com", "moved@example.com");
        for (int seed = 0; seed < SEEDS; seed++) {
            new World(20_000 + seed, filter, TestNode.emails("moved@example.com")).live();
        }
    }

    /** A client and where it watches. */
    private static final class Client {
        final WatcherModel model = new WatcherModel();
        byte[] token = {};
        byte[] outdated = {};
        RecordingOutput output = new RecordingOutput();
        TestNode node;
        StatusFilter filter;
        String id = "";
        int resyncs;

        Client(TestNode node, StatusFilter filter) {
            this.node = node;
            this.filter = filter;
        }

        void follow(StatusFilter more) {
            if (!filter.equals(more)) {
                var answer = node.hub().update(id, TestNode.ADMIN, more.emails(), Set.of());
                node.run();
                assertThat(answer.join()).hasValue(more.emails().size());
                hear();
                outdated = output.token(); // it may be of the filter until now
                token = new byte[0];
                filter = more;
            }
        }

        void hear() {
            for (var message : output.messages()) {
                model.take(message);
                resyncs += message.hasResyncBegin() ? 1 : 0;
            }
            if (output.token().length > 0 && !Arrays.equals(output.token(), outdated)) {
                token = output.token();
            }
            output.clear();
        }
    }

    private static final class World {
        private final long seed;
        private final StatusFilter filter;
        private final StatusFilter first;
        private final Random random;
        private final InMemoryRosterStore store = new InMemoryRosterStore();
        private final List<TestNode> nodes = List.of(new TestNode("node1", store), new TestNode("node2", store));
        private final Map<String, TestCic> cics = new TreeMap<>();
        private final List<Client> clients = new ArrayList<>();

        World(long seed, StatusFilter filter) {
            this(seed, filter, filter);
        }

        /** Clients begin with the first filter and get to the other one some time. */
        World(long seed, StatusFilter filter, StatusFilter first) {
            this.seed = seed;
            this.filter = filter;
            this.first = first;
            this.random = new Random(seed);
        }

        int live() {
            try {
                for (int step = 0; step < STEPS; step++) {
                    step();
                }
                end();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            return clients.stream().mapToInt(client -> client.resyncs).sum();
        }

        private void step() {
            switch (random.nextInt(24)) {
                case 0 -> session();
                case 1 -> replaceRoster();
                case 2 -> {
                    store.deliverHints(random.nextInt(3) > 0);
                    store.copiesHere(random.nextBoolean());
                }
                case 3 -> any(nodes).round();
                case 4 -> reconnect();
                case 5 -> clients.add(join(new Client(any(nodes), first)));
                case 6 -> snapshot();
                case 7, 8, 9 -> listen();
                case 10 -> any(nodes).loop().advance(Duration.ofMillis(700));
                case 11, 12, 13 -> any(nodes).run();
                case 14 ->
                    clients.stream().filter(client -> random.nextBoolean()).forEach(client -> client.follow(filter));
                default -> publish();
            }
        }

        private TestCic cic() {
            return cics.computeIfAbsent("cic" + random.nextInt(3), name -> {
                TestCic made = new TestCic(name, store);
                made.open();
                return made;
            });
        }

        private Row user(TestCic cic) {
            String id = "u" + random.nextInt(6);
            String email = random.nextInt(8) == 0 ? "moved@example.com" : TestCic.email(id);
            return cic.user(id, email, "key " + random.nextInt(1_000));
        }

        private void publish() {
            TestCic cic = cic();
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                rows.add(random.nextInt(6) == 0 ? TestCic.removal("u" + random.nextInt(6)) : user(cic));
            }
            cic.publish(rows.toArray(new Row[0]));
        }

        private void snapshot() {
            TestCic cic = cic();
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                rows.add(user(cic));
            }
            cic.snapshot(rows.toArray(new Row[0]));
        }

        private void session() {
            TestCic cic = cic();
            if (random.nextBoolean()) {
                cic.close();
            }
            cic.open();
        }

        /** The other side of a network split wins: another past, above this one. */
        private void replaceRoster() {
            TestCic here = cic();
            InMemoryRosterStore otherSide = new InMemoryRosterStore();
            TestCic there = new TestCic(here.name(), otherSide);
            there.openAbove(store.roster(here.name()).header().epoch().number());
            there.snapshot(user(there), user(there));
            store.replace(otherSide.roster(here.name()));
            TestCic again = new TestCic(here.name(), store);
            again.open();
            cics.put(here.name(), again);
        }

        private void listen() {
            for (Client client : clients) {
                client.hear();
                if (random.nextBoolean()) {
                    client.output.take(random.nextInt(4));
                    client.node.hub().resume(client.id);
                }
            }
        }

        private void reconnect() {
            for (Client client : clients) {
                if (random.nextBoolean()) {
                    client.hear();
                    client.node.hub().close(client.id);
                    client.node.run();
                    client.node = any(nodes);
                    join(client);
                }
            }
        }

        private Client join(Client client) {
            client.output = new RecordingOutput();
            client.output.take(random.nextInt(5));
            client.id = client.node.resume(client.filter, client.token, client.output);
            return client;
        }

        private void end() {
            store.deliverHints(true);
            nodes.forEach(TestNode::round);
            for (Client client : clients) {
                client.follow(filter);
                client.node.ready(client.id, client.output);
                client.hear();
                assertThat(client.model.holds()).isEqualTo(expected());
            }
        }

        private Map<String, String> expected() {
            Map<String, String> expected = new TreeMap<>();
            for (String name : store.cicServers()) {
                expected.putAll(WatcherModel.of(name, store.roster(name).rows()));
            }
            if (!filter.emails().isEmpty()) {
                expected.values().removeIf(text -> filter.emails().stream()
                        .noneMatch(email -> text.contains(" " + email + " ")));
            }
            return expected;
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
