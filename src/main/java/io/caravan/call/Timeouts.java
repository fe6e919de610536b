package io.caravan.call;

import java.time.Duration;

/**
 * How long a {@link Call} waits for its provider.
 *
 * @param firstToken from the moment when a streamed call asks the provider to the first event
 * @param idle between two reads of a stream that has begun
 * @param total for the whole call, streamed or not
 * @param patience from the start of the call until a provider is asked that wants to be asked less
 */
public record Timeouts(Duration firstToken, Duration idle, Duration total, Duration patience) {

    /** Those of a call that has no patience. */
    public Timeouts(Duration firstToken, Duration idle, Duration total) {
        this(firstToken, idle, total, Duration.ZERO);
    }
}
