package io.caravan.camel;

import java.time.Duration;

/**
 * How responses are written.
 *
 * @param ping the silence after which a stream gets a comment
 */
public record ResponseSettings(Duration ping) {}
