package io.caravan.simulator;

import java.util.OptionalInt;

/**
 * An error status in the place of an answer.
 *
 * @param html whether the body is a web page, as proxies send it, and not the provider's JSON
 * @param retryAfter in seconds
 */
record Refusal(int status, boolean html, OptionalInt retryAfter) {}
