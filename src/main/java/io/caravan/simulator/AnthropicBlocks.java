package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The blocks that an Anthropic message is made of. */
final class AnthropicBlocks {

    private AnthropicBlocks() {}

    /** Writes the blocks of a whole answer. */
    static void of(Script script, Head head, JsonGenerator json) throws IOException {
        if (!script.thoughts().isEmpty()) {
            thinking(script.thought(), Signature.of(script.thought()), json);
        }
        if (!script.words().isEmpty()) {
            text(script.text(), json);
        }
        for (Script.Call call : script.calls()) {
            toolUse(call, call.object(), head, json);
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
    static void toolUse(Script.Call call, String input, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "tool_use");
        json.writeStringField("id", call.id("toolu_", head));
        json.writeStringField("name", call.tool());
        json.writeFieldName("input");
        json.writeRawValue(input);
        json.writeEndObject();
    }

    /** The pictures and papers among blocks of a request. */
    static List<String> attachments(List<Members> blocks, String path) {
        List<String> attachments = new ArrayList<>();
        for (Members block : blocks) {
            String type = block.text("type").orElse("");
            if (type.equals("image") || type.equals("document")) {
                attachments.add(attachment(type, block.inside("source"), path));
            }
        }
        return attachments;
    }

    private static String attachment(String kind, Members source, String path) {
        String data = source.text("data").orElse("");
        String mediaType = source.text("media_type").orElse(kind);
        return switch (source.text("type").orElse("")) {
            case "base64" -> Attachment.inline(mediaType, data, path + "." + kind + ".source.base64");
            case "url" -> Attachment.at(kind, source.text("url").orElse(""), path);
            case "file" -> Attachment.named(kind, source.text("file_id").orElse(""));
            case "text" -> Attachment.text(mediaType, data);
            case "content" -> Attachment.text(kind, Conversation.text(source.node("content")));
            default ->
                throw GatewayException.invalid(
                        path + "." + kind + ".source", "Input tag does not match any of the expected tags");
        };
    }
}
