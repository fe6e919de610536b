package io.caravan.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import io.caravan.client.Events;
import java.io.IOException;

/**
 * Writes the events of a stream.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming messages</a>
 */
final class ClientWire {

    private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(UTF_8);

    private final Events events;
    private final JsonGenerator json;
    private boolean pinged;

    ClientWire(Events events, JsonGenerator json) {
        this.events = events;
        this.json = json;
    }

    static byte[] ping() {
        return PING.clone();
    }

    void messageStart(Head head, Usage usage) throws IOException {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("id", head.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", head.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", ClientUsage.soFar(usage));
        begin("message_start");
        json.writeFieldName("message");
        json.writeTree(message);
        end();
    }

    /** The first start is followed by a ping, as it is at the service. */
    void blockStart(int index, JsonNode block) throws IOException {
        begin("content_block_start");
        json.writeNumberField("index", index);
        json.writeFieldName("content_block");
        json.writeTree(block);
        end();
        if (!pinged) {
            pinged = true;
            events.raw(PING);
        }
    }

    /** A piece of a block, unless it is empty. */
    void blockDelta(int index, String type, String member, String piece) throws IOException {
        if (piece.isEmpty()) {
            return;
        }
        begin("content_block_delta");
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("delta");
        json.writeStringField("type", type);
        json.writeStringField(member, piece);
        json.writeEndObject();
        end();
    }

    void blockStop(int index) throws IOException {
        begin("content_block_stop");
        json.writeNumberField("index", index);
        end();
    }

    void messageStop(ClientStopReason reason, Usage usage) throws IOException {
        begin("message_delta");
        json.writeObjectFieldStart("delta");
        json.writeStringField("stop_reason", reason.word());
        json.writeStringField("stop_sequence", reason.sequence().orElse(null));
        json.writeEndObject();
        json.writeFieldName("usage");
        json.writeTree(ClientUsage.of(usage));
        end();
        begin("message_stop");
        end();
    }

    private void begin(String name) throws IOException {
        events.begin(name);
        json.writeStartObject();
        json.writeStringField("type", name);
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.flush();
        events.end();
    }
}
