package org.statusaggregator.node.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * Lets only so many attempts fail, for each name and for each address, before the directory is asked again, and only so many ask it at a time. Each node counts for itself.
 * Thread-safe.
 */
public final class LimitedSignIn implements SignIn {
    /** An account of Active Directory is usually locked after five: its owner keeps some. */
    static final int MOST_FOR_A_NAME = 4;
    /** Many people may share an address. */
    static final int MOST_FOR_AN_ADDRESS = 30;

    /** Each holds a thread and two connections while the directory thinks. */
    static final int MOST_AT_A_TIME = 16;

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final SignIn directory;
    private final AttemptLimit names;
    private final AttemptLimit addresses;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    /** Limits that sign-in. */
    public LimitedSignIn(SignIn directory, InstantSource clock) {
        this.directory = directory;
        this.names = new AttemptLimit(MOST_FOR_A_NAME, WINDOW, clock);
        this.addresses = new AttemptLimit(MOST_FOR_AN_ADDRESS, WINDOW, clock);
    }

    @Override
    public Person signIn(String name, String password, String from) throws SignInException {
        String key = name.strip().toLowerCase(Locale.ROOT);
        if (!addresses.begin(from)) {
            throw tooMany(from);
        }
        if (!names.begin(key)) {
            throw tooMany(key);
        }
        Person person;
        try {
            person = ask(name, password, from);
        } catch (SignInException e) {
            if (e.reason() == SignInException.Reason.UNAVAILABLE) {
                names.takeBack(key); // nobody was asked
                addresses.takeBack(from);
            }
            throw e;
        }
        names.takeBack(key);
        addresses.takeBack(from);
        return person;
    }

    private Person ask(String name, String password, String from) throws SignInException {
        if (!places.tryAcquire()) {
            throw new SignInException(SignInException.Reason.UNAVAILABLE, "too many sign in at a time");
        }
        try {
            return directory.signIn(name, password, from);
        } finally {
            places.release();
        }
    }

    private static SignInException tooMany(String who) {
        return new SignInException(SignInException.Reason.TOO_MANY_ATTEMPTS, who + ": too many attempts failed");
    }
}
