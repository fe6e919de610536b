package io.caravan.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatChunkWriter;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * OpenAI's event stream: chunks as they come, the usage if it was asked for, {@code [DONE]}. A failure becomes one
 * error event and no {@code [DONE]}.
 */
public final class ChatEvents implements EventForm {

    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
    private static final byte[] PING = ": ping\n\n".getBytes(UTF_8);

    private final ChatStream.Head head;
    private final boolean showsUsage;
    private final ErrorForm errors;
    private final ObjectMapper json;
    private Optional<JsonGenerator> generator = Optional.empty();
    private Optional<ChatChunkWriter> writer = Optional.empty();
    private Optional<Usage> usage = Optional.empty();

    public ChatEvents(ChatStream.Head head, boolean showsUsage, ErrorForm errors, ObjectMapper json) {
        this.head = head;
        this.showsUsage = showsUsage;
        this.errors = errors;
        this.json = json;
    }

    @Override
    public byte[] ping() {
        return PING.clone();
    }

    @Override
    public void write(ChatChunk chunk, Events events) throws IOException {
        if (chunk.usage().isPresent()) {
            usage = chunk.usage();
        }
        if (!chunk.choices().isEmpty()) {
            ChatChunkWriter chunks = writer(events);
            events.begin();
            chunks.write(chunk);
            events.end();
        }
    }

    @Override
    public void end(Events events) throws IOException {
        if (showsUsage && usage.isPresent()) {
            ChatChunkWriter chunks = writer(events);
            events.begin();
            chunks.write(usage.get());
            events.end();
        }
        events.raw(DONE);
    }

    @Override
    public void fail(GatewayException failure, String requestId, Events events) throws IOException {
        events.event(json.writeValueAsBytes(errors.body(failure, requestId)));
    }

    /** One writer for the whole stream: a generator for each chunk would cost more than the chunk. */
    private ChatChunkWriter writer(Events events) throws IOException {
        if (writer.isEmpty()) {
            JsonGenerator opened = json.getFactory().createGenerator(events, JsonEncoding.UTF8);
            opened.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            opened.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            opened.setCodec(json);
            opened.setRootValueSeparator(new SerializedString(""));
            generator = Optional.of(opened);
            writer = Optional.of(new ChatChunkWriter(opened, head, showsUsage));
        }
        return writer.get();
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
