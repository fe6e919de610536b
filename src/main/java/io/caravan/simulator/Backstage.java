package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Call;
import io.caravan.chat.ChatStream.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every simulated answer needs behind the scenes: names, the time, and patience.
 *
 * @param ids gives each answer one of its own
 */
record Backstage(ObjectMapper json, InstantSource clock, Supplier<String> ids, Supplier<Patience> patiences) {

    /** Patience that ends with the call that the running thread works for. */
    Patience patience() {
        Patience patience = patiences.get();
        Call.current().ifPresent(call -> call.onCancel(patience::end));
        return patience;
    }

    /** Waits for a while; false if the call was broken off meanwhile. */
    boolean pause(Duration pause) {
        Patience patience = patience();
        return pause.isZero() || patience.waitUntil(patience.now() + pause.toNanos());
    }

    /** The head of an answer, with an id that begins as the wire format wants it. */
    Head head(String prefix, String model) {
        return new Head(prefix + ids.get(), clock.instant().getEpochSecond(), model);
    }

    /** JSON as bytes. */
    byte[] bytes(Events.Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = Events.generator(json, bytes)) {
            content.write(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
