package org.statusaggregator.cli.bench;

import java.time.Duration;
import org.statusaggregator.cli.environment.DurationConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what is measured. */
final class BenchOptions {
    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "50000",
            description = "users of all CIC servers together (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--cic",
            paramLabel = "N",
            defaultValue = "5",
            description = "CIC servers that publish (default: ${DEFAULT-VALUE})")
    private int cicServers;

    @Option(
            names = "--watchers",
            paramLabel = "N",
            defaultValue = "5",
            description = "watchers of everything (default: ${DEFAULT-VALUE})")
    private int watchers;

    @Option(
            names = "--slow-watchers",
            paramLabel = "N",
            defaultValue = "0",
            description = "further watchers that read at most 10,000 rows a second; they are judged, not measured")
    private int slowWatchers;

    @Option(
            names = "--watch-share",
            paramLabel = "P",
            defaultValue = "100",
            description =
                    "each watcher asks for the addresses of P %% of the users (default: everything, without a filter)")
    private double watchShare;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "changes a second of all CIC servers together (default: as fast as they are acknowledged)")
    private int rate;

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            defaultValue = "120s",
            converter = DurationConverter.class,
            description =
                    "load at full speed before it is measured, so that compilers are nearly done (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ofMinutes(2);

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "load that is measured (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--convergence",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "how long watchers may take after the last acknowledgement to hold everything (default: ${DEFAULT-VALUE})")
    private Duration convergence = Duration.ofSeconds(30);

    @Option(
            names = "--kill-node",
            description = "kill -9 the node of the first publisher and the first watcher in the middle")
    private boolean killNode;

    /**
     * What is measured.
     *
     * @throws ParameterException if a number makes no sense
     */
    BenchPlan plan(CommandSpec command) {
        between(command, "--cic", cicServers, 1, 1_000);
        between(command, "--users", users, cicServers, 10_000_000);
        between(command, "--watchers", watchers, 1, 10_000);
        between(command, "--slow-watchers", slowWatchers, 0, 1_000);
        between(command, "--rate", rate, 0, 10_000_000);
        if (!(watchShare > 0 && watchShare <= 100)) {
            throw new ParameterException(
                    command.commandLine(), "--watch-share is " + watchShare + " (expected: above 0, at most 100)");
        }
        return new BenchPlan(
                users, cicServers, watchers, slowWatchers, rate, warmUp, duration, watchShare, convergence, killNode);
    }

    static void between(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is " + value + " (expected: between " + least + " and " + most + ")");
        }
    }
}
