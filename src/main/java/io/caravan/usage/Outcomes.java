package io.caravan.usage;

import io.caravan.error.GatewayException;
import io.caravan.usage.UsageRecord.Outcome;

/** Which {@link Outcome} a failure is. */
public final class Outcomes {

    private Outcomes() {}

    /** The outcome of a call that failed so. */
    public static Outcome of(GatewayException failure) {
        return switch (failure.code()) {
            case CANCELLED -> Outcome.CANCELLED;
            case TIMEOUT -> Outcome.TIMEOUT;
            default -> Outcome.FAILURE;
        };
    }
}
