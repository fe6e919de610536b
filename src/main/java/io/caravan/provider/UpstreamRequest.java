package io.caravan.provider;

import java.util.Map;

/**
 * A request as the provider wants it: a POST of JSON.
 *
 * @param path what follows the provider's base URL, query included
 * @param headers the provider's credentials and version, and nothing of the caller's
 */
public record UpstreamRequest(RoutedRequest routed, String path, Map<String, String> headers, byte[] body) {
    public UpstreamRequest {
        headers = Map.copyOf(headers);
    }
}
