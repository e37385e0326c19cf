package org.statusaggregator.connector.simulate;

/** What a simulated user does. The days of all users are walks over these. */
enum Activity {
    /** Ready for calls. */
    AVAILABLE(StandardKey.AVAILABLE, 120),
    /** On the phone; the status key stays "Available". */
    ON_CALL(StandardKey.AVAILABLE, 240),
    /** Writes up what the call was about. */
    FOLLOW_UP(StandardKey.FOLLOW_UP, 45),
    /** Let a call ring; the CIC server set the status. */
    NOT_ANSWERING(StandardKey.NOT_ANSWERING, 60),
    /** A short break. */
    AWAY(StandardKey.AWAY, 600),
    /** Once a shift. */
    LUNCH(StandardKey.LUNCH, 2_700),
    /** In a meeting. */
    MEETING(StandardKey.MEETING, 2_700),
    /** Wants quiet. */
    QUIET(StandardKey.DO_NOT_DISTURB, 1_800),
    /** Learns. */
    TRAINING(StandardKey.TRAINING, 5_400),
    /** Said "Gone Home" and is about to log off. */
    LEAVING(StandardKey.GONE_HOME, 15),
    /** Logged off until the next shift. Short, so that at any time most people are at work. */
    OFF(StandardKey.GONE_HOME, 6_000),
    /** Logged off until a date. */
    VACATION(StandardKey.VACATION, 0);

    private final StandardKey key;
    private final int meanSeconds;

    Activity(StandardKey key, int meanSeconds) {
        this.key = key;
        this.meanSeconds = meanSeconds;
    }

    StandardKey key() {
        return key;
    }

    /** How long it lasts in the middle, in seconds of an unhurried day; 0: not drawn, but ends at a date. */
    int meanSeconds() {
        return meanSeconds;
    }

    boolean loggedOn() {
        return this != OFF && this != VACATION;
    }
}
