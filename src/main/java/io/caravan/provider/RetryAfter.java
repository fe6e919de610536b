package io.caravan.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a provider asks to be left alone, in any of the ways in which they say so. */
public final class RetryAfter {

    private static final Pattern TRY_AGAIN = Pattern.compile("try again in ([0-9.]+)(ms|s)\\b");
    private static final Pattern RESET =
            Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+)ms)?");

    private final InstantSource clock;

    public RetryAfter(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The wait, by {@code retry-after-ms}, {@code retry-after} in seconds or as a date, the reset headers, or the
     * wording of the message, in that order.
     *
     * @param headers names in lower case
     */
    public Optional<Duration> of(Map<String, String> headers, String message) {
        return header(headers, "retry-after-ms")
                .flatMap(value -> seconds(value).map(duration -> duration.dividedBy(1000)))
                .or(() -> header(headers, "retry-after").flatMap(this::secondsOrDate))
                .or(() -> header(headers, "x-ratelimit-reset-requests").flatMap(RetryAfter::reset))
                .or(() -> header(headers, "x-ratelimit-reset-tokens").flatMap(RetryAfter::reset))
                .or(() -> header(headers, "anthropic-ratelimit-requests-reset").flatMap(this::until))
                .or(() -> header(headers, "anthropic-ratelimit-tokens-reset").flatMap(this::until))
                .or(() -> wording(message));
    }

    /** A wait such as {@code 34.4s}, as Google's RetryInfo gives it. */
    public static Optional<Duration> seconds(String value) {
        String number = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
        try {
            double seconds = Double.parseDouble(number.strip());
            return seconds >= 0 && seconds < 1e9 ? Optional.of(ofSeconds(seconds)) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name));
    }

    private Optional<Duration> secondsOrDate(String value) {
        return seconds(value).or(() -> date(value));
    }

    private Optional<Duration> date(String value) {
        try {
            return Optional.of(fromNow(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private Optional<Duration> until(String value) {
        try {
            return Optional.of(fromNow(Instant.parse(value.strip())));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private Duration fromNow(Instant instant) {
        Duration wait = Duration.between(clock.instant(), instant);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Optional<Duration> reset(String value) {
        Matcher matcher = RESET.matcher(value.strip());
        if (value.isBlank() || !matcher.matches()) {
            return Optional.empty();
        }
        double seconds =
                number(matcher, 1) * 3600 + number(matcher, 2) * 60 + number(matcher, 3) + number(matcher, 4) / 1e3;
        return Optional.of(ofSeconds(seconds));
    }

    private static double number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Double.parseDouble(matcher.group(group));
    }

    private static Optional<Duration> wording(String message) {
        Matcher matcher = TRY_AGAIN.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        double unit = matcher.group(2).equals("ms") ? 1e-3 : 1;
        return seconds(matcher.group(1)).map(wait -> ofSeconds(wait.toNanos() / 1e9 * unit));
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
