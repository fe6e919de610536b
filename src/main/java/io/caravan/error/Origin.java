package io.caravan.error;

import java.util.OptionalInt;

/**
 * Where a failure comes from.
 *
 * @param model the model as the caller named it
 * @param upstreamStatus the provider's HTTP status, if it came to one
 */
public record Origin(String provider, String model, OptionalInt upstreamStatus) {

    public Origin(String provider, String model) {
        this(provider, model, OptionalInt.empty());
    }

    /** The same place with the status that the provider answered. */
    public Origin withStatus(int status) {
        return new Origin(provider, model, OptionalInt.of(status));
    }
}
