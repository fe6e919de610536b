package io.caravan.call;

import java.time.Duration;

/**
 * How long a {@link Call} waits for its provider.
 *
 * @param firstToken from the start of a streamed call to the first event
 * @param idle between two reads of a stream that has begun
 * @param total for the whole call, streamed or not
 */
public record Timeouts(Duration firstToken, Duration idle, Duration total) {}
