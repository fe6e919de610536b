package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import java.io.IOException;
import java.util.Optional;

/** The blocks that an Anthropic message is made of. */
final class AnthropicBlocks {

    /** Stands for the proof that a thought is the model's own, which is a few hundred bytes of base64. */
    static final String SIGNATURE = "c2ltdWxhdGVkIHNpZ25hdHVyZQ==";

    private AnthropicBlocks() {}

    /**
     * Writes the blocks of a whole answer.
     *
     * @param tool the tool whose input the words are, if they are
     */
    static void of(Script script, Optional<String> tool, Head head, JsonGenerator json) throws IOException {
        if (!script.thoughts().isEmpty()) {
            thinking(script.thought(), SIGNATURE, json);
        }
        if (tool.isPresent()) {
            // Of an input that the limit has cut off there is nothing to show.
            toolUse(tool.get(), head, script.finish() == FinishReason.STOP ? script.text() : "{}", json);
        } else if (!script.words().isEmpty()) {
            text(script.text(), json);
        }
    }

    static void thinking(String text, String signature, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "thinking");
        json.writeStringField("thinking", text);
        json.writeStringField("signature", signature);
        json.writeEndObject();
    }

    static void text(String text, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /**
     * Writes the call of a tool.
     *
     * @param input JSON
     */
    static void toolUse(String tool, Head head, String input, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "tool_use");
        json.writeStringField("id", head.id().replace("msg_", "toolu_"));
        json.writeStringField("name", tool);
        json.writeFieldName("input");
        json.writeRawValue(input);
        json.writeEndObject();
    }
}
