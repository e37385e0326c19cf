package org.statusaggregator.node.signin;

/** Why nobody was signed in. For the person there are these reasons only: who guesses learns nothing from them. */
public final class SignInException extends Exception {
    private final Reason reason;

    /** What the person is told. */
    public enum Reason {
        /** No such name, or another password, or an account that may not sign in: never which. */
        REFUSED,
        /** Too many attempts failed; try again later. */
        TOO_MANY_ATTEMPTS,
        /** The directory does not answer. */
        UNAVAILABLE
    }

    /**
     * A refusal.
     *
     * @param detail for the log, never for the person
     */
    public SignInException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** What the person is told. */
    public Reason reason() {
        return reason;
    }
}
