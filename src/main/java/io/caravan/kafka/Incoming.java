package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;

/**
 * A record as it came from Kafka.
 *
 * @param headers by name; of several with one name the last
 */
public record Incoming(
        String topic,
        int partition,
        long offset,
        Optional<byte[]> key,
        Map<String, byte[]> headers,
        Optional<byte[]> value) {

    public Incoming {
        headers = Map.copyOf(headers);
    }

    /** A header's bytes. */
    public Optional<byte[]> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A header that is text, if it is there and not blank. */
    public Optional<String> text(String name) {
        return header(name).map(bytes -> new String(bytes, UTF_8).strip()).filter(text -> !text.isEmpty());
    }

    /** Where the record is: topic, partition and offset. */
    public String place() {
        return topic + "-" + partition + "-" + offset;
    }
}
