package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A record as it came from Kafka.
 *
 * @param time when it was sent, in milliseconds since 1970
 * @param headers by name; of several with one name the last
 * @param repeated whether the record was begun before, by a gateway that may have answered it
 */
public record Incoming(
        String topic,
        int partition,
        long offset,
        long time,
        Optional<byte[]> key,
        Map<String, byte[]> headers,
        Optional<byte[]> value,
        boolean repeated) {

    public Incoming {
        headers = Map.copyOf(headers);
    }

    /** The same record, begun once more. */
    public Incoming again() {
        return new Incoming(topic, partition, offset, time, key, headers, value, true);
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
        return place(new TopicPartition(topic, partition), offset);
    }

    /** Where a record is. */
    public static String place(TopicPartition partition, long offset) {
        return partition + "-" + offset;
    }
}
