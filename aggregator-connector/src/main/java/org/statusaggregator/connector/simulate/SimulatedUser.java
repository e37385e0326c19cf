package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;

/**
 * One user's walk through the day. The same seed gives the same walk, whatever the other users do. Time is in nanoseconds since the
 * simulation's start, negative before it. Not thread-safe.
 */
final class SimulatedUser {
    /** So much of the shift is played before the start, in unhurried seconds, so that everybody is in the middle of something. */
    private static final double WARM_UP_SECONDS = 7_200;

    private static final long LUNCH_WAS_HAD = Long.MAX_VALUE;

    private final Day day;
    private final SplittableRandom random;
    private Activity activity = Activity.OFF;
    private Status status;
    private long due;
    private long shiftEnd;
    private long lunchAt = LUNCH_WAS_HAD;

    private SimulatedUser(Day day, Person person, long seed) {
        this.day = day;
        this.random = new SplittableRandom(seed);
        this.status = Status.of(person.userId(), person.email());
    }

    /** A user who is somewhere in shift or time off at time zero. */
    static SimulatedUser working(Day day, Person person, long seed) {
        SimulatedUser user = new SimulatedUser(day, person, seed);
        long shift = day.shift(user.random);
        long off = day.duration(Activity.OFF, user.random);
        long phase = user.random.nextLong(shift + off);
        if (phase < shift) {
            user.beginShift(-phase, shift);
            user.playUntilStart(Math.max(-phase, -day.nanos(WARM_UP_SECONDS)));
        } else {
            user.enter(Activity.OFF, shift - phase);
            user.due = shift + off - phase;
        }
        return user;
    }

    /** A user who is on vacation at time zero, and back at work at a later date, whatever the pace of the day. */
    static SimulatedUser onVacation(Day day, Person person, long seed) {
        SimulatedUser user = new SimulatedUser(day, person, seed);
        long left = Duration.ofMinutes(user.random.nextInt(60, 10 * 24 * 60)).toNanos();
        user.due = Duration.ofDays(user.random.nextInt(1, 15)).toNanos();
        user.enter(Activity.VACATION, -left);
        return user;
    }

    /** The user's status now. */
    Status status() {
        return status;
    }

    /** When the next change happens. */
    long due() {
        return due;
    }

    /** Makes the next change happen. */
    Status change() {
        long now = due;
        Activity next = after(now);
        if (next == Activity.AVAILABLE && !activity.loggedOn()) {
            beginShift(now, day.shift(random));
        }
        enter(next, now);
        return status;
    }

    private Activity after(long now) {
        return switch (activity) {
            case AVAILABLE -> afterAvailable(now);
            case ON_CALL -> day.afterCall(random);
            case LEAVING -> Activity.OFF;
            case FOLLOW_UP, NOT_ANSWERING, AWAY, LUNCH, MEETING, QUIET, TRAINING, OFF, VACATION -> Activity.AVAILABLE;
        };
    }

    private Activity afterAvailable(long now) {
        if (now >= shiftEnd) {
            return Activity.LEAVING;
        }
        if (now >= lunchAt) {
            lunchAt = LUNCH_WAS_HAD;
            return Activity.LUNCH;
        }
        return day.afterAvailable(random);
    }

    private void beginShift(long now, long length) {
        shiftEnd = now + length;
        lunchAt = now + (long) (length * (0.35 + 0.25 * random.nextDouble()));
    }

    private void playUntilStart(long from) {
        if (lunchAt < from) {
            lunchAt = LUNCH_WAS_HAD;
        }
        enter(Activity.AVAILABLE, from);
        while (due <= 0) {
            change();
        }
    }

    /** The only place where activity and status change. */
    private void enter(Activity next, long now) {
        boolean onPhone = next == Activity.ON_CALL;
        boolean keyStays = next.key() == activity.key() && !status.key().text().isEmpty();
        if (next != Activity.VACATION) {
            due = now + day.duration(next, random);
        }
        status = new Status(
                "",
                status.userId(),
                status.email(),
                keyStays ? status.key() : key(next, now),
                onPhone,
                onPhone == status.onPhone() ? status.onPhoneSince() : day.stamp(now),
                next.loggedOn() ? day.server() : "",
                Version.NONE,
                Source.REPORTED);
        activity = next;
    }

    private StatusKey key(Activity next, long now) {
        StandardKey key = next.key();
        String detail = key.details() == 0 ? "" : key.detail(random.nextInt(key.details()));
        return new StatusKey(key.text(), key.persistent(), day.stamp(now), until(next, now), detail);
    }

    /** People name a round end, and are not back at that minute. */
    private @Nullable Until until(Activity next, long now) {
        StandardKey.UntilParts parts = next.key().untilParts();
        return switch (parts) {
            case NONE -> null;
            case DATE -> {
                LocalDate date = LocalDate.ofInstant(day.stamp(due), ZoneOffset.UTC);
                yield new Until(date.atStartOfDay().toInstant(ZoneOffset.UTC), true, false);
            }
            case TIME, DATE_AND_TIME -> {
                Instant middle = day.stamp(now + day.nanos(next.meanSeconds()));
                Instant minute = middle.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
                yield new Until(minute, parts.hasDate(), parts.hasTime());
            }
        };
    }
}
