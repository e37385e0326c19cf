package org.statusaggregator.cli.environment;

/** Ends a command: one sentence for the person, one exit code for the script. */
public final class CommandFailure extends RuntimeException {
    private final ExitCode exitCode;

    /**
     * A failure that is explained by its sentence alone.
     *
     * @param sentence name, value and expectation; no full stop, no stack trace follows
     */
    public CommandFailure(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** A failure with what caused it. */
    public CommandFailure(ExitCode exitCode, String sentence, Exception cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** What the process answers. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What the person reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
