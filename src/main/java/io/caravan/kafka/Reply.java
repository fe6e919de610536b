package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last word on a request: a whole answer or an error.
 *
 * @param headers besides those that tie it to its request
 * @param value JSON
 */
public record Reply(Map<String, String> headers, byte[] value) {

    private static final int OK = 200;

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A whole answer, or the end of a streamed one. */
    public static Reply done(Map<String, String> headers, byte[] value) {
        return of(OK, "done", headers, value);
    }

    /** An error in place of an answer, or at the end of what there was of it. */
    public static Reply error(int status, Map<String, String> headers, byte[] value) {
        return of(status, "error", headers, value).with("error", "true");
    }

    /** A reply that was kept as a record. */
    public static Reply kept(Map<String, byte[]> headers, byte[] value) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach((name, bytes) -> texts.put(name, new String(bytes, UTF_8)));
        return new Reply(texts, value);
    }

    private static Reply of(int status, String event, Map<String, String> headers, byte[] value) {
        return new Reply(headers, value).with("status", String.valueOf(status)).with("event", event);
    }

    /** The same with one more header. */
    public Reply with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, text);
        return new Reply(more, value);
    }

    /** Whether the request was answered, and not refused or failed. */
    public boolean success() {
        return !headers.containsKey("error");
    }
}
