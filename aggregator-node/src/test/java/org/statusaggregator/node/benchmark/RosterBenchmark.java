package org.statusaggregator.node.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterMerge;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;

/** A roster of 10,000 users: a batch is decided and installed; what came after a position is read; two of them are merged. Microseconds each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RosterBenchmark {
    private static final int USERS = 10_000;
    private static final int BATCHES = 64;

    /** Rows in a batch. */
    @Param({"1", "16", "256", "1000"})
    public int batch;

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestCic cic = new TestCic("cic1", store);
    private final Rows rows = new Rows();
    private final Row[][] batches = new Row[BATCHES][];
    private Roster roster;
    private Roster other;
    private Position before;
    private int next;

    /** Fills two rosters. */
    @Setup
    public void fill() {
        cic.openWith(rows.of(0, USERS));
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = rows.of(i * 131 % (USERS - batch), batch);
        }
        InMemoryRosterStore elsewhere = new InMemoryRosterStore();
        new TestCic("cic1", elsewhere).openWith(rows.of(0, USERS));
        other = elsewhere.roster("cic1");
        roster = store.roster("cic1");
    }

    /** The reader stands before the newest batch. */
    @Setup(Level.Iteration)
    public void stand() {
        before = roster.header().end();
        cic.publish(batches[next++ % BATCHES]);
        store.requests().clear();
    }

    /** A batch is decided and installed. */
    @Benchmark
    public Object apply() {
        Object outcome = cic.publish(batches[next++ % BATCHES]);
        store.requests().clear();
        return outcome;
    }

    /** A reader reads one batch. */
    @Benchmark
    public RosterDelta after() {
        return roster.after(before, batch);
    }

    /** Two rosters of which one wins become one. The size of batches does not matter. */
    @Benchmark
    public Roster merge() {
        return RosterMerge.merge(roster, other);
    }
}
