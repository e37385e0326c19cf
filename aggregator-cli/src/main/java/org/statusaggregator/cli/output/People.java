package org.statusaggregator.cli.output;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.wire.WireStatus;

/** Times and amounts as people read them. */
public final class People {
    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private People() {}

    /** The two largest units: {@code 3d4h}, {@code 2h05m}, {@code 3m12s}, {@code 12s}. Below zero is shown as {@code 0s}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds >= 86_400) {
            return seconds / 86_400 + "d" + seconds % 86_400 / 3_600 + "h";
        }
        if (seconds >= 3_600) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3_600, seconds % 3_600 / 60);
        }
        if (seconds >= 60) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return seconds + "s";
    }

    /** A duration of the wire. */
    public static String duration(com.google.protobuf.Duration duration) {
        return duration(Duration.ofSeconds(duration.getSeconds(), duration.getNanos()));
    }

    /** How long ago that was. Machines' clocks disagree a little: a time that is still to come is {@code 0s} ago. */
    public static String age(Timestamp since, Clock clock) {
        return duration(Duration.between(WireStatus.instant(since), clock.instant()));
    }

    /** The time of day in the clock's zone, to the second. */
    public static String timeOfDay(Instant instant, Clock clock) {
        return CLOCK_TIME.format(instant.atZone(clock.getZone()));
    }

    /** The parts of an expectation that are meant, in the clock's zone, without today's date; "" if none is. */
    public static String until(Until until, Clock clock) {
        ZonedDateTime time = until.time().atZone(clock.getZone());
        if (until.hasDate() && until.hasTime()) {
            boolean today = time.toLocalDate()
                    .equals(clock.instant().atZone(clock.getZone()).toLocalDate());
            return (today ? "" : DATE.format(time) + " ") + MINUTES.format(time);
        }
        if (until.hasDate()) {
            return DATE.format(time);
        }
        return until.hasTime() ? MINUTES.format(time) : "";
    }

    /** {@code yes}, or nothing: a column of "no" hides the few that matter. */
    public static String yes(boolean value) {
        return value ? "yes" : "";
    }

    /** The number with its noun: {@code 1 user}, {@code 450 users}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
