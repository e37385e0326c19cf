package org.statusaggregator.cli.environment;

/** What a command tells the script that ran it. Scripts rely on the numbers: docs/exit-codes.md. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** It was tried and did not work; the reason is on the error stream. */
    FAILED(1),
    /** The command line, a variable or a file that it names is wrong. Nothing was tried. */
    USAGE(2),
    /** It works, but not as it should: the cluster holds one copy, or a node did not answer and its part is missing. */
    DEGRADED(3),
    /** None of the hosts answered. */
    UNREACHABLE(4),
    /** The certificate, its role or a passphrase is not accepted, or a command would overwrite what must not be lost. */
    REFUSED(5),
    /** What was asked for is not known. */
    NOT_FOUND(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit status. */
    public int number() {
        return number;
    }
}
