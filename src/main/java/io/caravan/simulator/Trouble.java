package io.caravan.simulator;

import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An error as a provider would tell it.
 *
 * @param parameter the member of the request that is wrong, if one is
 * @param retryAfter in seconds
 */
record Trouble(int status, String message, Optional<String> parameter, OptionalInt retryAfter) {

    /** The trouble that was asked for. */
    static Trouble simulated(int status, OptionalInt retryAfter) {
        return new Trouble(status, message(status, retryAfter), Optional.empty(), retryAfter);
    }

    /** The trouble with a request that cannot be answered. */
    static Trouble with(GatewayException refused) {
        Optional<String> parameter =
                refused.fields().stream().map(FieldError::path).findFirst();
        return new Trouble(refused.code().status(), refused.getMessage(), parameter, OptionalInt.empty());
    }

    private static String message(int status, OptionalInt retryAfter) {
        return switch (status) {
            case 401 -> "Incorrect API key provided";
            case 402 -> "Your credit balance is too low";
            case 403 -> "You are not allowed to use this model";
            case 404 -> "The model does not exist or you do not have access to it";
            case 413 -> "The request exceeds the maximum size";
            case 429 -> "Rate limit reached. Please try again in " + retryAfter.orElse(1) + "s";
            case 503, 529 -> "The model is overloaded. Please try again later";
            case 504 -> "The request took too long";
            default -> status < 500 ? "The request is not valid" : "The server had an error";
        };
    }
}
