package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.core.tls.PrivateFiles;
import picocli.CommandLine.Option;

/** Where the passphrase of the CA's key comes from: the file of the option, else the variable, else the person at the terminal. */
final class PassphraseOptions {
    static final String VARIABLE = "AGGREGATOR_CA_PASSPHRASE";

    private final Environment environment;
    private final PassphrasePrompt prompt;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "file whose first line is the passphrase of the CA's key, readable by you only; without it "
                    + VARIABLE + " holds the passphrase, or you are asked")
    private @Nullable Path file;

    PassphraseOptions(Environment environment, PassphrasePrompt prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    /** The passphrase of a CA that exists. */
    char[] known() {
        char[] given = given();
        return given == null ? ask("Passphrase of the CA's key") : given;
    }

    /** The passphrase of a CA to be; typed blindly it is asked for twice. */
    char[] chosen() {
        char[] given = given();
        if (given != null) {
            return given;
        }
        char[] first = ask("Choose a passphrase for the CA's key");
        char[] second = ask("The same passphrase again");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            Arrays.fill(first, ' ');
            throw new CommandFailure(ExitCode.USAGE, "the two passphrases differ (expected: the same one twice)");
        }
        return first;
    }

    private char @Nullable [] given() {
        if (file != null) {
            return notBlank(firstLine(file), file.toString());
        }
        String variable = environment.variable(VARIABLE);
        return variable.isEmpty() ? null : notBlank(variable, VARIABLE);
    }

    private char[] ask(String question) {
        char[] typed = prompt.ask(question);
        if (typed == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "no passphrase for the CA's key (expected: in " + VARIABLE
                            + ", in the file of --passphrase-file, or typed at a terminal)");
        }
        return notBlank(new String(typed), "typed passphrase");
    }

    private static String firstLine(Path file) {
        try {
            PrivateFiles.refuseLaxPermissions(file);
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--passphrase-file " + FileFailure.sentence(e), e);
        }
    }

    private static char[] notBlank(String passphrase, String source) {
        if (passphrase.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, source + ": the passphrase is empty (expected: some text)");
        }
        return passphrase.toCharArray();
    }
}
