package io.caravan.usage;

import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import java.time.Duration;
import java.util.Optional;

/**
 * What one call took and how it ended.
 *
 * @param requestId the id under which the caller knows the call
 * @param model the model as the provider names it
 * @param usage nothing if the call failed before its answer began
 * @param firstToken from the call's start to its first piece, for streams
 */
public record UsageRecord(
        String requestId,
        String provider,
        String model,
        boolean stream,
        Outcome outcome,
        Optional<Usage> usage,
        Duration duration,
        Optional<Duration> firstToken) {

    /** What the call cost, if it is known, and by which edition of the catalogue. */
    public Optional<Cost> cost() {
        return usage.flatMap(Usage::cost);
    }

    /** How a call ended. */
    public enum Outcome {
        SUCCESS,
        FAILURE,
        TIMEOUT,
        CANCELLED
    }
}
