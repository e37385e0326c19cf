package org.statusaggregator.cli.processes;

import java.nio.file.Path;
import java.util.Locale;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;

/**
 * The unpacked distribution that this command belongs to.
 *
 * @param home its folder
 */
public record Distribution(Path home) {
    /**
     * The distribution of these surroundings.
     *
     * @throws CommandFailure if the command was not started by its launcher
     */
    public static Distribution of(Environment environment) {
        if (environment.home().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the distribution's folder is not known (expected: started by bin/aggregator, which sets -Daggregator.home)");
        }
        return new Distribution(Path.of(environment.home()));
    }

    /** The path of a launcher. */
    public String launcher(String name) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return home.resolve("bin").resolve(windows ? name + ".bat" : name).toString();
    }
}
