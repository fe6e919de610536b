package io.caravan.provider;

import io.caravan.call.Call;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a provider answered, its body not yet read.
 *
 * @param headers names in lower case
 * @param body closing it before its end cancels the provider's call
 * @param reader reads the body as its dialect wants it read
 */
public record UpstreamAnswer(Routed routed, int status, Map<String, String> headers, InputStream body, Answers reader) {

    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final int USUAL_LENGTH = 4095;
    private static final int MOST_TRUSTED = 65_535;

    /** The chat request that was asked. */
    public RoutedRequest chat() {
        return switch (routed) {
            case RoutedRequest chat -> chat;
            case RoutedEmbedding _, RoutedListing _ -> throw new IllegalStateException("an answer to no chat request");
        };
    }

    /** The request for embeddings that was asked. */
    RoutedEmbedding embedding() {
        return switch (routed) {
            case RoutedEmbedding embedding -> embedding;
            case RoutedRequest _, RoutedListing _ ->
                throw new IllegalStateException("an answer to no request for embeddings");
        };
    }

    /** The question for models that was asked. */
    RoutedListing listing() {
        return switch (routed) {
            case RoutedListing listing -> listing;
            case RoutedRequest _, RoutedEmbedding _ ->
                throw new IllegalStateException("an answer to no question for models");
        };
    }

    /** The media type without parameters, in lower case; empty if the provider told none. */
    public String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the body says that it is an event stream. */
    boolean events() {
        return mediaType().equals("text/event-stream");
    }

    /** Whether the body can be an event stream: neither JSON nor a page. */
    boolean mayBeEvents() {
        String type = mediaType();
        return !type.endsWith("json") && !type.endsWith("html");
    }

    /** The length to make room for: what the provider told, up to 64 KB, or a guess if it told nothing. */
    int expectedLength() {
        String length = headers.getOrDefault("content-length", "");
        return LENGTH.matcher(length).matches() ? Math.min(Integer.parseInt(length), MOST_TRUSTED) : USUAL_LENGTH;
    }

    /** The failure of an answer that ends too early, which may be because its call was broken off. */
    GatewayException brokenOff() {
        return Call.current()
                .flatMap(Call::cancelled)
                .map(reason -> Cancellations.failure(reason, routed))
                .orElseGet(() -> failure(ErrorCode.CONNECTION, "broke off its answer before the end"));
    }

    /** A failure of the provider's, placed. */
    GatewayException failure(ErrorCode code, String what) {
        return new GatewayException(code, routed.provider().id() + " " + what)
                .at(routed.origin().withStatus(status));
    }

    /** A failure told in the answer, with the status under which it came. */
    GatewayException placed(GatewayException failure) {
        return failure.at(routed.origin().withStatus(status));
    }
}
