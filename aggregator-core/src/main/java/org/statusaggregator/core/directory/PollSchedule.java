package org.statusaggregator.core.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a list is polled: at a time, and then again after each interval. As in the reference: the time is UTC, by default the midnight after the installation; the
 * interval is 86,400 s by default. A time that is past advances by whole intervals.
 *
 * @param anchor one of the times, past or to come; null = the midnight after the first poll
 * @param interval at least 1 s
 */
public record PollSchedule(@Nullable Instant anchor, Duration interval) {
    /** Once a day, at midnight. */
    public static final PollSchedule DAILY = new PollSchedule(null, Duration.ofDays(1));

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /**
     * Reads the two parameters; an empty one has its default.
     *
     * @throws BadSettingException if one is malformed
     */
    public static PollSchedule parse(String nextPollingTime, String pollingInterval) throws BadSettingException {
        Instant anchor = null;
        if (!nextPollingTime.isBlank()) {
            try {
                anchor = LocalDateTime.parse(nextPollingTime.strip(), TIME).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new BadSettingException(
                        "NEXT_POLLING_TIME", nextPollingTime, "a time in UTC such as 2008-11-12 12:01:00");
            }
        }
        return new PollSchedule(anchor, interval(pollingInterval));
    }

    private static Duration interval(String text) throws BadSettingException {
        if (text.isBlank()) {
            return DAILY.interval();
        }
        String expected = "seconds, from 1 to " + LONGEST.toSeconds();
        if (!text.strip().matches("\\d{1,9}")) {
            throw new BadSettingException("POLLING_INTERVAL", text, expected);
        }
        Duration interval = Duration.ofSeconds(Long.parseLong(text.strip()));
        if (interval.isZero() || interval.compareTo(LONGEST) > 0) {
            throw new BadSettingException("POLLING_INTERVAL", text, expected);
        }
        return interval;
    }

    /**
     * The first time of the schedule after this one.
     *
     * @param firstPoll when the list was polled first, for the default
     */
    public Instant after(Instant time, Instant firstPoll) {
        Instant start =
                anchor != null ? anchor : firstPoll.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        long seconds = interval.toSeconds();
        // the times before the anchor do not exist
        long passed = time.getEpochSecond() - start.getEpochSecond();
        long steps = passed < 0 ? 0 : passed / seconds + 1;
        return start.plusSeconds(steps * seconds);
    }

    /**
     * How long to wait after a poll failed: 30 s, doubled with each failure up to an hour, and never longer than the interval.
     *
     * @param failures in a row, at least 1
     * @param random from 0 (inclusive) to 1 (exclusive): spreads the retries of many over a fifth of the time
     */
    public Duration afterFailure(int failures, double random) {
        long longest = Math.min(interval.toMillis(), Duration.ofHours(1).toMillis());
        long wait = Duration.ofSeconds(30).toMillis() << Math.min(failures - 1, 7);
        return Duration.ofMillis((long) (Math.min(wait, longest) * (0.8 + 0.2 * random)));
    }
}
