package org.statusaggregator.cli.output;

/** What a text says about what it names; a colour where colours are wanted. */
public enum Tone {
    /** Nothing special. */
    PLAIN(""),
    /** As it should be. */
    GOOD("\u001b[32m"),
    /** Works, but not as it should. */
    WARNING("\u001b[33m"),
    /** Does not work. */
    BAD("\u001b[31m");

    private static final String RESET = "\u001b[0m";

    private final String begin;

    Tone(String begin) {
        this.begin = begin;
    }

    String apply(String text, boolean colour) {
        return colour && this != PLAIN ? begin + text + RESET : text;
    }
}
