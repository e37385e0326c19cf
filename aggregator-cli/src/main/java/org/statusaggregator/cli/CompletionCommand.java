package org.statusaggregator.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aggregator completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints the completion script for bash and zsh.",
        footer = {"", "Use it: source <(aggregator completion)"})
final class CompletionCommand implements Callable<ExitCode> {
    @Spec
    private @Nullable CommandSpec command;

    @Override
    public ExitCode call() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        var root = command.root().commandLine();
        command.commandLine().getOut().println(AutoComplete.bash(root.getCommandName(), root));
        return ExitCode.OK;
    }
}
