package io.caravan.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A whole HTTP response. */
public record HttpAnswer(int status, Map<String, String> headers, String contentType, byte[] body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(contentType, "contentType is null");
        requireNonNull(body, "body is null");
    }
}
