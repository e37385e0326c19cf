package org.statusaggregator.cli.certs;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.Environment;

/** Asks the person at the terminal for a secret, without showing it. */
@FunctionalInterface
interface PassphrasePrompt {
    /** What was typed, or null if there is nobody to ask. */
    char @Nullable [] ask(String question);

    /** Asks at this process's terminal, if it has one. */
    static PassphrasePrompt of(Environment environment) {
        return question -> {
            Console console = environment.terminal().interactive() ? System.console() : null;
            return console == null ? null : console.readPassword("%s: ", question);
        };
    }
}
