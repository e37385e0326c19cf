package org.statusaggregator.cli.users;

import java.time.Clock;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.Status;

/** How statuses are shown. */
final class Statuses {
    private Statuses() {}

    static Listing<Status> table(Clock clock) {
        return new Listing<>(Status.getDefaultInstance(), "No user matches.")
                .text("EMAIL", Status::getEmail)
                .text("STATUS", Status::getStatusKey)
                .number("SINCE", status -> status.hasStatusSince() ? People.age(status.getStatusSince(), clock) : "")
                .text("UNTIL", status -> until(status, clock))
                .text("PHONE", status -> People.yes(status.getOnPhone()))
                .text("LOGON", Status::getLogonServer)
                .text("CIC", Status::getCicServer)
                .text("DETAIL", Status::getDetail)
                .wideText("USER ID", Status::getUserId)
                .wideText("PERSISTENT", status -> People.yes(status.getPersistent()))
                .wideNumber(
                        "PHONE SINCE",
                        status -> status.hasOnPhoneSince() ? People.age(status.getOnPhoneSince(), clock) : "")
                .wideText("VERSION", status -> status.getEpoch() + "." + status.getSequence())
                .wideText("SOURCE", status -> status.getSource().name());
    }

    private static String until(Status status, Clock clock) {
        Until until = WireStatus.fromProto(status).key().until();
        return until == null ? "" : People.until(until, clock);
    }
}
