package org.statusaggregator.cli.contacts;

import java.time.Clock;
import java.time.Duration;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ContactListPoll.Outcome;

/** How polls are shown. */
final class Polls {
    private Polls() {}

    static Listing<ContactListPoll> table(Clock clock) {
        return new Listing<>(ContactListPoll.getDefaultInstance(), "No contact list is configured.")
                .text("LIST", ContactListPoll::getContactList)
                .text("LAST POLL", Polls::outcome, Polls::tone)
                .number("AGE", poll -> poll.hasEndedAt() ? People.age(poll.getEndedAt(), clock) : "")
                .number("NEXT IN", poll -> next(poll, clock))
                .number("CONTACTS", ContactListPoll::getContacts)
                .number("NEW", ContactListPoll::getAdded)
                .number("CHANGED", ContactListPoll::getChanged)
                .number("GONE", ContactListPoll::getRemoved)
                .text("MESSAGE", ContactListPoll::getMessage)
                .wideText("DATA SOURCE", poll -> poll.getDataSource() + " (" + poll.getLocation() + ")")
                .wideText("NODE", ContactListPoll::getNode)
                .wideNumber("WITHOUT EMAIL", ContactListPoll::getWithoutEmail)
                .wideNumber("FAILURES", ContactListPoll::getFailures)
                .wideNumber("LAST READ", poll -> poll.hasSucceededAt() ? People.age(poll.getSucceededAt(), clock) : "");
    }

    private static String outcome(ContactListPoll poll) {
        return poll.getRunningOn().isEmpty() ? poll.getOutcome().name() : "RUNNING on " + poll.getRunningOn();
    }

    private static Tone tone(ContactListPoll poll) {
        return exitCode(poll) == ExitCode.OK ? Tone.GOOD : Tone.WARNING;
    }

    private static String next(ContactListPoll poll, Clock clock) {
        Duration time = Duration.between(clock.instant(), WireStatus.instant(poll.getNextAt()));
        return People.duration(time.isNegative() ? Duration.ZERO : time);
    }

    /** Degraded if somebody has to look after the list. */
    static ExitCode exitCode(ContactListPoll poll) {
        boolean degraded = poll.getOutcome() == Outcome.FAILED || poll.getHeldBack();
        return degraded ? ExitCode.DEGRADED : ExitCode.OK;
    }
}
