package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A record on its way to Kafka. */
public record Outgoing(
        ReplyTopics.Address address, Optional<byte[]> key, Map<String, byte[]> headers, Optional<byte[]> value) {

    private static final String TRACE = "traceparent";

    public Outgoing {
        headers = Map.copyOf(headers);
    }

    /** A record that answers another; all records for one request have one key, so that they stay in order. */
    public static Outgoing answering(
            Incoming request, ReplyTopics.Address address, Map<String, String> headers, byte[] value) {
        Correlation correlation = Correlation.of(request);
        Map<String, byte[]> all = bytes(headers);
        if (request.repeated()) {
            all.put("redelivered", "true".getBytes(UTF_8));
        }
        request.header(TRACE).ifPresent(trace -> all.put(TRACE, trace));
        all.putAll(correlation.headers());
        return new Outgoing(address, Optional.of(correlation.id()), all, Optional.of(value));
    }

    /** A record that tells gateways what was answered to a request of that name. */
    public static Outgoing remembering(String request, ReplyTopics.Address address, Reply reply) {
        return new Outgoing(
                address, Optional.of(request.getBytes(UTF_8)), bytes(reply.headers()), Optional.of(reply.value()));
    }

    private static Map<String, byte[]> bytes(Map<String, String> headers) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        headers.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
        return bytes;
    }
}
