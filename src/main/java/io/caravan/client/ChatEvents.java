package io.caravan.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatChunkWriter;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
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
    private final ObjectMapper mapper;
    private final EventJson json;
    private Optional<ChatChunkWriter> writer = Optional.empty();
    private Optional<Usage> usage = Optional.empty();

    public ChatEvents(ChatStream.Head head, boolean showsUsage, ErrorForm errors, ObjectMapper mapper) {
        this.head = head;
        this.showsUsage = showsUsage;
        this.errors = errors;
        this.mapper = mapper;
        this.json = new EventJson(mapper);
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
        events.event(mapper.writeValueAsBytes(errors.body(failure, requestId)));
    }

    private ChatChunkWriter writer(Events events) throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(new ChatChunkWriter(json.into(events), head, showsUsage));
        }
        return writer.get();
    }

    @Override
    public void close() {
        json.close();
    }
}
