package org.statusaggregator.connector.simulate;

import java.util.Set;

/** The names in a line of a change file: those of the wire API, and {@code at}. */
final class ChangeFields {
    static final String AT = "at";
    static final String USER_ID = "userId";
    static final String EMAIL = "email";
    static final String STATUS_KEY = "statusKey";
    static final String PERSISTENT = "persistent";
    static final String STATUS_SINCE = "statusSince";
    static final String UNTIL = "until";
    static final String TIME = "time";
    static final String HAS_DATE = "hasDate";
    static final String HAS_TIME = "hasTime";
    static final String DETAIL = "detail";
    static final String ON_PHONE = "onPhone";
    static final String ON_PHONE_SINCE = "onPhoneSince";
    static final String LOGON_SERVER = "logonServer";
    static final String REMOVED = "removed";

    /** What a line about a status may hold. */
    static final Set<String> OF_STATUS = Set.of(
            AT,
            USER_ID,
            EMAIL,
            STATUS_KEY,
            PERSISTENT,
            STATUS_SINCE,
            UNTIL,
            DETAIL,
            ON_PHONE,
            ON_PHONE_SINCE,
            LOGON_SERVER,
            REMOVED);
    /** What a line about a removed user may hold. */
    static final Set<String> OF_REMOVAL = Set.of(AT, USER_ID, EMAIL, REMOVED);
    /** What {@code until} may hold. */
    static final Set<String> OF_UNTIL = Set.of(TIME, HAS_DATE, HAS_TIME);

    private ChangeFields() {}
}
