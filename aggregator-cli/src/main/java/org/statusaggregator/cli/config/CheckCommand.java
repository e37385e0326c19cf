package org.statusaggregator.cli.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator config check}: asks the node's own program, which alone knows its keys. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a node's configuration file and reports every problem at once.")
public final class CheckCommand implements Callable<ExitCode> {
    private final Environment environment;

    private @Spec @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that the node is started with.")
    private Path file = Path.of("");

    /** A command in these surroundings. */
    public CheckCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public ExitCode call() throws IOException, InterruptedException {
        if (environment.home().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the distribution's folder is not known (expected: started by bin/aggregator, which sets -Daggregator.home)");
        }
        String launcher =
                System.getProperty("os.name").startsWith("Windows") ? "aggregator-node.bat" : "aggregator-node";
        Process node = new ProcessBuilder(
                        Path.of(environment.home(), "bin", launcher).toString(), "--config", file.toString(), "--check")
                .redirectErrorStream(true)
                .start();
        String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean good = node.waitFor() == 0;
        CommandLine shell = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = good ? shell.getOut() : shell.getErr();
        answer.lines().map(SafeText::of).forEach(out::println);
        return good ? ExitCode.OK : ExitCode.FAILED;
    }
}
