package io.caravan.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import io.caravan.client.EventJson;
import io.caravan.client.Events;
import java.io.IOException;
import java.util.Optional;

/** Writes the pieces of a stream: as server-sent events, or as the items of one JSON array. */
final class ClientWire {

    private static final byte[] NOTHING = {};
    private static final byte[] FIRST = "[".getBytes(UTF_8);
    private static final byte[] NEXT = ",\n".getBytes(UTF_8);
    private static final byte[] END = "]\n".getBytes(UTF_8);

    private final Head head;
    private final boolean sse;
    private final EventJson json;
    private boolean begun;

    ClientWire(Head head, boolean sse, ObjectMapper mapper) {
        this.head = head;
        this.sse = sse;
        this.json = new EventJson(mapper);
    }

    String contentType() {
        return sse ? "text/event-stream" : "application/json";
    }

    /** A piece of one candidate. */
    void piece(int index, ArrayNode parts, Optional<JsonNode> logprobs, Events events) throws IOException {
        begin(events);
        JsonGenerator piece = json.into(events);
        piece.writeStartObject();
        piece.writeArrayFieldStart("candidates");
        piece.writeStartObject();
        piece.writeObjectFieldStart("content");
        piece.writeStringField("role", "model");
        piece.writeFieldName("parts");
        piece.writeTree(parts);
        piece.writeEndObject();
        piece.writeNumberField("index", index);
        if (logprobs.isPresent()) {
            piece.writeFieldName("logprobsResult");
            piece.writeTree(ClientProbabilities.of(logprobs.get()));
        }
        piece.writeEndObject();
        piece.writeEndArray();
        end(piece, events);
    }

    /** The last piece. */
    void last(ArrayNode candidates, Optional<Usage> usage, Events events) throws IOException {
        begin(events);
        JsonGenerator piece = json.into(events);
        piece.writeStartObject();
        piece.writeFieldName("candidates");
        piece.writeTree(candidates);
        if (usage.isPresent()) {
            piece.writeFieldName("usageMetadata");
            piece.writeTree(ClientUsage.of(usage.get()));
        }
        end(piece, events);
        if (!sse) {
            events.raw(END);
        }
    }

    private void begin(Events events) {
        if (sse) {
            events.begin();
        } else {
            events.writeBytes(begun ? NEXT : FIRST);
        }
    }

    private void end(JsonGenerator piece, Events events) throws IOException {
        piece.writeStringField("modelVersion", head.model());
        piece.writeStringField("responseId", head.id());
        piece.writeEndObject();
        piece.flush();
        end(events);
    }

    /** What was written so far is whole. */
    private void end(Events events) {
        begun = true;
        if (sse) {
            events.end();
        } else {
            events.raw(NOTHING);
        }
    }

    void fail(byte[] error, Events events) {
        begin(events);
        events.writeBytes(error);
        end(events);
        if (!sse) {
            events.raw(END);
        }
    }

    void close() {
        json.close();
    }
}
