package org.statusaggregator.connector.simulate;

/** The status keys of the simulated day: names that a CIC server has out of the box. */
enum StandardKey {
    AVAILABLE("Available", Lifetime.SESSION, UntilParts.NONE),
    FOLLOW_UP("Follow Up", Lifetime.SESSION, UntilParts.NONE),
    NOT_ANSWERING("ACD - Agent Not Answering", Lifetime.SESSION, UntilParts.NONE),
    AWAY("Away From Desk", Lifetime.SESSION, UntilParts.NONE),
    LUNCH("At Lunch", Lifetime.SESSION, UntilParts.TIME, "", "", "Canteen", "Café across the street"),
    MEETING(
            "In a meeting",
            Lifetime.SESSION,
            UntilParts.DATE_AND_TIME,
            "Room 4",
            "Room 7",
            "Room 12",
            "Budget",
            "Team meeting"),
    DO_NOT_DISTURB("Do Not Disturb", Lifetime.SESSION, UntilParts.NONE, "", "", "Interview", "Writing the report"),
    TRAINING("At a Training Session", Lifetime.SESSION, UntilParts.DATE_AND_TIME, "New phones", "First aid", "Room 2"),
    GONE_HOME("Gone Home", Lifetime.PERSISTENT, UntilParts.NONE),
    VACATION(
            "On Vacation",
            Lifetime.PERSISTENT,
            UntilParts.DATE,
            "Back soon",
            "Ask my team",
            "Skiing",
            "Zurück im neuen Jahr");

    /** Whether a key outlives a logoff. */
    enum Lifetime {
        /** Ends with the logoff at the latest. */
        SESSION,
        /** Survives a logoff. */
        PERSISTENT
    }

    /** Which parts of an expected end a key carries. */
    enum UntilParts {
        /** No expected end. */
        NONE,
        /** A time of day. */
        TIME,
        /** A date. */
        DATE,
        /** Both. */
        DATE_AND_TIME;

        boolean hasDate() {
            return this == DATE || this == DATE_AND_TIME;
        }

        boolean hasTime() {
            return this == TIME || this == DATE_AND_TIME;
        }
    }

    private final String text;
    private final Lifetime lifetime;
    private final UntilParts untilParts;

    @SuppressWarnings("ImmutableEnumChecker") // The array comes from the constants above and never leaves this class.
    private final String[] details;

    StandardKey(String text, Lifetime lifetime, UntilParts untilParts, String... details) {
        this.text = text;
        this.lifetime = lifetime;
        this.untilParts = untilParts;
        this.details = details;
    }

    String text() {
        return text;
    }

    boolean persistent() {
        return lifetime == Lifetime.PERSISTENT;
    }

    UntilParts untilParts() {
        return untilParts;
    }

    /** How many detail texts there are to choose from. */
    int details() {
        return details.length;
    }

    String detail(int index) {
        return details[index];
    }
}
