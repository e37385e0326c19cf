package org.statusaggregator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.cli.output.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where every failure of every command ends: a sentence on the error stream and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        say(command, String.valueOf(failure.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CommandFailure expected) {
            say(command, expected.sentence());
            return expected.exitCode().number();
        }
        if (failure instanceof IOException file) {
            say(command, FileFailure.sentence(file));
            return ExitCode.FAILED.number();
        }
        if (failure instanceof GeneralSecurityException certificate) {
            say(command, String.valueOf(certificate.getMessage()));
            return ExitCode.FAILED.number();
        }
        say(command, "an error in this program, please report it with these lines: " + failure);
        failure.printStackTrace(command.getErr());
        command.getErr().flush();
        return ExitCode.FAILED.number();
    }

    private static void say(CommandLine command, String sentence) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + SafeText.of(sentence));
        command.getErr().flush();
    }
}
