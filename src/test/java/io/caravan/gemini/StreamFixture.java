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

    /** A whole call, signed unless the signature is empty. */
    static Delta toolCall(int index, String id, String name, String arguments, String signature) {
        ToolCallDelta call = new ToolCallDelta(
                index,
                Optional.of(id),
                Optional.of(name),
                arguments,
                signature.isEmpty() ? Map.of() : signed(signature));
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(call),
                Map.of());
    }

    /** The members of a call that is signed. */
    static Map<String, JsonNode> signed(String signature) {
        JsonNode fields = json("{\"thought_signature\": \"%s\"}".formatted(signature));
        JsonNode google = json("{\"google\": %s}".formatted(fields));
        return Map.of("provider_specific_fields", fields, "extra_content", google);
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
