package org.statusaggregator.core.status;

import java.time.Instant;
import java.util.Comparator;

/** Which row a reader by e-mail address gets when several CIC servers publish the address. The one place that decides this. */
public final class Preference {
    /** The greatest one wins: logged on, then the later "since", then the smaller name of the CIC server, then of the user. */
    public static final Comparator<Status> ORDER = Comparator.comparing(Status::loggedOn)
            .thenComparing(Preference::since)
            .thenComparing(Status::cicServer, Comparator.reverseOrder())
            .thenComparing(Status::userId, Comparator.reverseOrder());

    private Preference() {}

    private static Instant since(Status status) {
        Instant since = status.key().since();
        return since == null ? Instant.MIN : since;
    }
}
