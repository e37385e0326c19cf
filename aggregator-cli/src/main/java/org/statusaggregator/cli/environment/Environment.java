package org.statusaggregator.cli.environment;

import java.time.Clock;
import java.util.Map;

/**
 * The surroundings of a command; nothing below reads the process's own.
 *
 * @param variables environment variables
 * @param clock tells ages and, by its zone, how times are shown
 * @param terminal what standard output is connected to
 * @param home folder of the distribution ({@code bin}, {@code lib}, {@code conf}); "" when not started by its launcher
 */
public record Environment(Map<String, String> variables, Clock clock, Terminal terminal, String home) {
    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The value of a variable, "" if it is not set. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
