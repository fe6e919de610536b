package io.caravan.provider;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A request as the provider wants it: a POST of JSON, unless its headers tell another content type. One for models
 * that has no body is a GET.
 *
 * @param path what follows the provider's base URL, query included
 * @param headers the provider's credentials and version, and nothing of the caller's
 * @param dropped names of members of the caller's that the provider knows nothing of, and so does not get
 */
public record UpstreamRequest(
        Routed routed, String path, Map<String, String> headers, byte[] body, SortedSet<String> dropped) {
    public UpstreamRequest {
        headers = Map.copyOf(headers);
        dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
    }

    /** A request in which everything that the caller said is said. */
    public UpstreamRequest(Routed routed, String path, Map<String, String> headers, byte[] body) {
        this(routed, path, headers, body, Collections.emptySortedSet());
    }
}
