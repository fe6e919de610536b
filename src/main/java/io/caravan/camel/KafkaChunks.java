package io.caravan.camel;

import io.caravan.kafka.Incoming;
import io.caravan.kafka.Outgoing;
import io.caravan.kafka.ReplyTopics;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The pieces of one streamed answer, sent one after the other as records with a number. */
final class KafkaChunks implements Consumer<byte[]> {

    private final Incoming request;
    private final ReplyTopics.Address address;
    private final KafkaRecords records;
    private int sent;

    KafkaChunks(Incoming request, ReplyTopics.Address address, KafkaRecords records) {
        this.request = request;
        this.address = address;
        this.records = records;
    }

    @Override
    public void accept(byte[] json) {
        records.send(Outgoing.answering(
                request, address, Map.of("seq", String.valueOf(sent), "event", "chunk", "status", "200"), json));
        sent++;
    }

    /** The number of the last record, if there was one before it. */
    OptionalInt next() {
        return sent == 0 ? OptionalInt.empty() : OptionalInt.of(sent);
    }
}
