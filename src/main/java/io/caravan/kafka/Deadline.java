package io.caravan.kafka;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Until when an answer is of use, where the client tells it in milliseconds since 1970. */
@Component
public final class Deadline {

    private final InstantSource clock;

    public Deadline(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How much time there is for a record's answer.
     *
     * @param longest how much there is at most
     * @throws GatewayException if there is none left, or the client's word is no number
     */
    public Duration within(Incoming record, Duration longest) {
        Optional<Duration> left = record.text("deadline").map(this::left);
        if (left.isEmpty()) {
            return longest;
        }
        if (!left.get().isPositive()) {
            throw new GatewayException(ErrorCode.TIMEOUT, "the deadline had passed before the request was read");
        }
        return left.get().compareTo(longest) < 0 ? left.get() : longest;
    }

    private Duration left(String deadline) {
        try {
            return Duration.ofMillis(Math.subtractExact(Long.parseLong(deadline), clock.millis()));
        } catch (NumberFormatException | ArithmeticException _) {
            throw GatewayException.invalid("deadline", "must be milliseconds since 1970");
        }
    }
}
