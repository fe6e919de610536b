package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An error that a provider answered.
 *
 * @param status its HTTP status, 200 for an error inside a success
 * @param headers names in lower case
 * @param json the body, a missing node if it was not JSON
 */
public record UpstreamFailure(Routed routed, int status, Map<String, String> headers, JsonNode json) {}
