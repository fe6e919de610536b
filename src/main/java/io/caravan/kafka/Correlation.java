package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ties an answer to its request, byte for byte as the client sent it.
 *
 * @param id names the request
 * @param headers that the answer has because of it
 */
public record Correlation(byte[] id, Map<String, byte[]> headers) {

    private static final String OWN = "correlationId";
    /** The second is what Spring's ReplyingKafkaTemplate sends and looks for. */
    private static final List<String> NAMES = List.of(OWN, "kafka_correlationId");

    public Correlation {
        headers = Map.copyOf(headers);
    }

    /** The correlation of a record: told by a header, else the key, else where the record is. */
    public static Correlation of(Incoming record) {
        Map<String, byte[]> told = told(record);
        Optional<byte[]> first =
                NAMES.stream().filter(told::containsKey).map(told::get).findFirst();
        byte[] id = first.or(record::key).orElseGet(() -> record.place().getBytes(UTF_8));
        return new Correlation(id, told.isEmpty() ? Map.of(OWN, id) : told);
    }

    /** Whether a header of the record tells it. */
    public static boolean isTold(Incoming record) {
        return !told(record).isEmpty();
    }

    private static Map<String, byte[]> told(Incoming record) {
        Map<String, byte[]> told = new LinkedHashMap<>();
        NAMES.forEach(name -> record.header(name).ifPresent(value -> told.put(name, value)));
        return told;
    }

    /** The id as a key that is equal for equal bytes. */
    public ByteBuffer key() {
        return ByteBuffer.wrap(id).asReadOnlyBuffer();
    }
}
