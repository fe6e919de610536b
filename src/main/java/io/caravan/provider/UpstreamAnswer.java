package io.caravan.provider;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * What a provider answered, its body not yet read.
 *
 * @param headers names in lower case
 * @param body closing it before its end cancels the provider's call
 * @param reader reads the body as its dialect wants it read
 */
public record UpstreamAnswer(
        RoutedRequest routed, int status, Map<String, String> headers, InputStream body, Answers reader) {

    /** The media type without parameters, in lower case; empty if the provider told none. */
    public String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
