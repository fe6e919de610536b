package io.caravan.client;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * JSON that is written straight into events, by one generator for the whole stream: one for each event would cost more
 * than the event.
 */
public final class EventJson implements AutoCloseable {

    private final ObjectMapper json;
    private Optional<JsonGenerator> generator = Optional.empty();

    public EventJson(ObjectMapper json) {
        this.json = json;
    }

    /** The generator, which is to be flushed after each event. */
    public JsonGenerator into(Events events) throws IOException {
        if (generator.isEmpty()) {
            JsonGenerator opened = json.getFactory().createGenerator(events, JsonEncoding.UTF8);
            opened.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            opened.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            opened.setCodec(json);
            opened.setRootValueSeparator(new SerializedString(""));
            generator = Optional.of(opened);
        }
        return generator.get();
    }

    @Override
    public void close() {
        try {
            if (generator.isPresent()) {
                generator.get().close();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
