package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chunks to expect of a stream. */
final class StreamFixture {

    private StreamFixture() {}

    /** The chunks that an event of one line completes. */
    static List<ChatChunk> accept(StreamTransformer stream, String event) {
        List<ChatChunk> chunks = new ArrayList<>();
        String data = event.substring("data: ".length()).strip();
        stream.accept(ServerSentEvent.of("", data), chunks::add);
        return chunks;
    }

    /** The chunks that were held back for the end of the input. */
    static List<ChatChunk> end(StreamTransformer stream) {
        List<ChatChunk> chunks = new ArrayList<>();
        stream.inputEnded(chunks::add);
        return chunks;
    }

    static Delta toolCall(int index, String id, String name, String arguments, String fields) {
        ToolCallDelta call = new ToolCallDelta(
                index, Optional.of(id), Optional.of(name), arguments, fields.isEmpty() ? Map.of() : fields(fields));
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(call),
                Map.of());
    }

    static Delta extra(Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), extras);
    }

    static ChatChunk finish(int index, FinishReason reason, String fields) {
        return ChatChunk.of(new ChatChunk.Choice(index, extra(fields(fields)), Optional.of(reason), Optional.empty()));
    }

    static Map<String, JsonNode> fields(String fields) {
        return Map.of("provider_specific_fields", json(fields));
    }
}
