package org.statusaggregator.cli.environment;

import java.util.Map;

/**
 * What standard output is connected to.
 *
 * @param interactive whether a person is looking: a terminal, not a pipe or file
 * @param width columns that a line may fill
 * @param colour whether colours are wanted
 */
public record Terminal(boolean interactive, int width, boolean colour) {
    private static final int NARROWEST = 40;
    private static final int USUAL = 80;
    /** Who reads a pipe wants whole words. */
    private static final int IN_A_PIPE = 10_000;

    /**
     * Reads COLUMNS, NO_COLOR (any text forbids colours) and TERM.
     *
     * @param interactive whether standard output is a terminal
     */
    public static Terminal of(Map<String, String> variables, boolean interactive) {
        boolean colour = interactive
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                interactive, width(variables.getOrDefault("COLUMNS", ""), interactive ? USUAL : IN_A_PIPE), colour);
    }

    private static int width(String columns, int fallback) {
        if (!columns.matches("[1-9][0-9]{0,4}")) {
            return fallback;
        }
        return Math.max(NARROWEST, Integer.parseInt(columns));
    }
}
