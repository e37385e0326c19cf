package org.statusaggregator.cli.certs;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.Environment;

/** Asks the person at the terminal for a line. */
@FunctionalInterface
interface LinePrompt {
    /** What was typed, without blanks around it; null if there is nobody to ask. */
    @Nullable String ask(String question);

    /** Asks at this process's terminal, if it has one. */
    static LinePrompt of(Environment environment) {
        return question -> {
            Console console = environment.terminal().interactive() ? System.console() : null;
            String line = console == null ? null : console.readLine("%s", question);
            return line == null ? null : line.strip();
        };
    }
}
