package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checker that everybody can run, for some minutes: real processes, real kills, and real cuts where this machine allows network namespaces. The seeds
 * are fixed: a run that fails can be repeated with the command that it prints. Longer runs and their figures: docs/promises.md.
 */
class TortureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path folder;

    TortureIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyPromiseHoldsWhateverFails() {
        String faults =
                "kill-node,freeze-node,kill-cic-and-node,restart-cic,slow-readers,kill-everything,cut-clients,split";
        assertHolds("--nodes", "3", "--episodes", "8", "--longest", "8s", "--seed", "5", "--faults", faults);
    }

    @Test
    void twoNodesThatLoseEachOtherBecomeOneClusterAgain() {
        assertHolds("--nodes", "2", "--episodes", "2", "--longest", "12s", "--seed", "6", "--faults", "split");
    }

    private void assertHolds(String... options) {
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher("aggregator").toString(), "torture", "--minutes", "10"));
        command.addAll(List.of(options));
        Path output = folder.resolve("torture.txt");
        Programs.Result result = Programs.run(Programs.prepare(command, output), output, PATIENCE);
        System.out.println(String.join(" ", command.subList(1, command.size())) + "\n" + result.output());
        if (System.getenv("CI") == null) {
            Assumptions.assumeFalse(result.output().contains("not run:"), "SKIPPED: " + result.output());
        } else {
            assertThat(result.output()).as("nothing is left out in CI").doesNotContain("left out", "not run:");
        }
        assertThat(result.output().strip().lines().toList())
                .last()
                .asString()
                .startsWith("VERDICT: every promise held");
        assertThat(result.exitCode()).isZero();
    }
}
