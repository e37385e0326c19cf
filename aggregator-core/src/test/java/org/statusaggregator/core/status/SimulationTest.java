package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Simulation.Twist;

/** Random histories. {@code -Dsimulation.seeds=N} runs more of them, {@code -Dsimulation.first=S} others. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 500);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    @Test
    void readersOfAnyCopiesInAnyOrderEndWithTheRostersRows() {
        Set<Twist> anyCopy = EnumSet.of(Twist.UNSAFE_READS, Twist.OLD_READS, Twist.CROSSING_READS, Twist.GAPS);
        forEachSeed(seed -> new Simulation(seed, anyCopy).run());
    }

    @Test
    void readersEndWithTheRostersRowsAlsoWhenOwnerAndBackupAreLostAtOnce() {
        Set<Twist> anything = EnumSet.allOf(Twist.class);
        forEachSeed(seed -> new Simulation(seed, anything).run());
    }

    @Test
    void readersOfWhatIsSafeAndOfOneSideNeverStepBack() {
        assertNoStepBack(EnumSet.noneOf(Twist.class));
    }

    @Test
    void readersWhoGiveBackWhatWasLostNeverStepBack() {
        assertNoStepBack(EnumSet.of(Twist.UNSAFE_READS, Twist.GAPS, Twist.TOTAL_LOSS, Twist.OFFERING_READERS));
    }

    private static void assertNoStepBack(Set<Twist> twists) {
        forEachSeed(seed -> {
            Simulation simulation = new Simulation(seed, twists);
            simulation.run();
            assertThat(simulation.stepsBack()).as("steps back").isZero();
        });
    }

    private static void forEachSeed(LongConsumer run) {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                run.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
