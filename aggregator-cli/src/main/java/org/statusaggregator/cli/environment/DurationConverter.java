package org.statusaggregator.cli.environment;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 500ms}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern PATTERN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    @Override
    public Duration convert(String text) {
        Matcher matcher = PATTERN.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration (expected: such as 90s, 5m or 1h30m)");
        }
        Duration duration = Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4))
                .plusMillis(number(matcher, 5));
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is no time at all (expected: more than 0)");
        }
        return duration;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
