package org.statusaggregator.node.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.watch.WatchOutput;
import org.statusaggregator.node.watch.WatchRequest;

/**
 * A batch on its way through one node without network: decided, installed, taken into the view, handed to every watcher as bytes. Microseconds a
 * batch. What fan-out costs is the difference to no watchers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FanOutBenchmark {
    private static final int USERS = 10_000;
    private static final int BATCHES = 64;

    /** Watchers of everything. */
    @Param({"0", "5", "100"})
    public int watchers;

    /** Rows in a batch. */
    @Param({"1", "256"})
    public int batch;

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node = new TestNode("node1", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final Rows rows = new Rows();
    private final Row[][] batches = new Row[BATCHES][];
    private final Counting output = new Counting();
    private int next;

    /** Takes everything, and counts it. */
    private static final class Counting implements WatchOutput {
        private long bytes;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(byte[] message) {
            bytes += message.length;
        }

        @Override
        public void end() {}
    }

    /** Fills the node and opens the watches. */
    @Setup
    public void fill() {
        cic.openWith(rows.of(0, USERS));
        node.run();
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = rows.of(i * 131 % (USERS - batch), batch);
        }
        for (int i = 0; i < watchers; i++) {
            WatchRequest request = new WatchRequest(TestNode.ADMIN, StatusFilter.ALL, null, false, 0);
            node.hub().open("watch-" + i, request, output);
        }
        node.run();
    }

    /** One batch. */
    @Benchmark
    public long publish() {
        cic.publish(batches[next++ % BATCHES]);
        node.run();
        store.requests().clear();
        return output.bytes;
    }
}
