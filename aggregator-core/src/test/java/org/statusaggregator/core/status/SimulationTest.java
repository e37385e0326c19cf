package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Random histories. {@code -Dsimulation.seeds=N} runs more of them, {@code -Dsimulation.first=S} others. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 500);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    @Test
    void readersOfAnyCopiesInAnyOrderEndWithTheRostersRows() {
        forEachSeed(seed -> new Simulation(seed, new Simulation.Hazards(true, false)).run());
    }

    @Test
    void readersEndWithTheRostersRowsAlsoWhenOwnerAndBackupAreLostAtOnce() {
        forEachSeed(seed -> new Simulation(seed, new Simulation.Hazards(true, true)).run());
    }

    @Test
    void readersOfWhatIsSafeAndOfOneSideNeverStepBack() {
        forEachSeed(seed -> {
            Simulation simulation = new Simulation(seed, new Simulation.Hazards(false, false));
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
