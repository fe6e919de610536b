package io.caravan.provider;

import io.caravan.call.CancelReason;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;

/** The failures that broken-off calls end in. */
public final class Cancellations {

    private Cancellations() {}

    /** The failure for a call to a provider that was broken off. */
    public static GatewayException failure(CancelReason reason, Routed routed) {
        String provider = routed.provider().id();
        GatewayException failure = switch (reason) {
            case FIRST_TOKEN_TIMEOUT -> timeout(provider + " sent no first token in time");
            case IDLE_TIMEOUT -> timeout(provider + " fell silent in the middle of its answer");
            case TOTAL_TIMEOUT -> timeout(provider + " did not finish its answer in time");
            case CLIENT_GONE -> new GatewayException(ErrorCode.CANCELLED, "the client closed the request");
            case SHUTDOWN -> new GatewayException(ErrorCode.TOO_BUSY, "the gateway is shutting down");
        };
        return failure.at(routed.origin());
    }

    private static GatewayException timeout(String message) {
        return new GatewayException(ErrorCode.TIMEOUT, message);
    }
}
