package io.caravan.provider;

import io.caravan.error.GatewayException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a provider answered, its body not yet read.
 *
 * @param headers names in lower case
 * @param body closing it before its end cancels the provider's call
 * @param reader reads the body as its dialect wants it read
 */
public record UpstreamAnswer(
        RoutedRequest routed, int status, Map<String, String> headers, InputStream body, Answers reader) {

    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final int USUAL_LENGTH = 4095;

    /** The media type without parameters, in lower case; empty if the provider told none. */
    public String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the body can be an event stream: neither JSON nor a page. */
    boolean mayBeEvents() {
        String type = mediaType();
        return !type.endsWith("json") && !type.endsWith("html");
    }

    /** The length that the provider told of a whole answer, in bytes; a guess if it told none. */
    int expectedLength() {
        String length = headers.getOrDefault("content-length", "");
        return LENGTH.matcher(length).matches() ? Integer.parseInt(length) : USUAL_LENGTH;
    }

    /** The result of reading the answer, or its failure with the status under which it came. */
    <T> T placed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GatewayException failure) {
            throw failure.at(routed.origin().withStatus(status));
        }
    }
}
