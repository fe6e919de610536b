package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import java.util.List;
import java.util.Map;

/** One turn of the conversation as OpenAI documents it, without the members that only gateways know. */
final class MessageBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> EXTENSIONS =
            List.of("provider_specific_fields", "reasoning_content", "thinking_blocks");

    private MessageBody() {}

    static ObjectNode of(Message message) {
        ObjectNode node = NODES.objectNode().put("role", message.role().wireName());
        content(node, message.content());
        message.name().ifPresent(name -> node.put("name", name));
        calls(node, message.toolCalls());
        message.toolCallId().ifPresent(id -> node.put("tool_call_id", id));
        extras(node, message.extras());
        return node;
    }

    private static void content(ObjectNode node, List<Content> content) {
        if (content.isEmpty()) {
            return;
        }
        if (content.size() == 1
                && content.getFirst() instanceof Content.Text(String text, var extras)
                && extras.isEmpty()) {
            node.put("content", text);
            return;
        }
        ArrayNode parts = node.putArray("content");
        content.forEach(part -> parts.add(part(part)));
    }

    private static JsonNode part(Content part) {
        return switch (part) {
            case Content.Text(String text, var extras) ->
                typed("text").put("text", text).setAll(extras);
            case Content.Image image -> image(image);
            case Content.Audio(String data, String format) -> {
                ObjectNode node = typed("input_audio");
                node.putObject("input_audio").put("data", data).put("format", format);
                yield node;
            }
            case Content.Document document -> document(document);
            case Content.Refusal(String refusal) -> typed("refusal").put("refusal", refusal);
            case Content.Unknown(var _, JsonNode raw) -> raw;
        };
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static JsonNode image(Content.Image image) {
        ObjectNode node = typed("image_url");
        ObjectNode url = node.putObject("image_url").put("url", image.url());
        image.detail().ifPresent(detail -> url.put("detail", detail));
        return node.setAll(image.extras());
    }

    private static ObjectNode document(Content.Document document) {
        ObjectNode node = typed("file");
        ObjectNode file = node.putObject("file");
        document.fileId().ifPresent(id -> file.put("file_id", id));
        document.data().ifPresent(data -> file.put("file_data", data));
        document.filename().ifPresent(name -> file.put("filename", name));
        return node;
    }

    private static void calls(ObjectNode node, List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("tool_calls");
        for (ToolCall call : calls) {
            ObjectNode item = list.addObject().put("id", call.id()).put("type", "function");
            item.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            extras(item, call.extras());
        }
    }

    private static void extras(ObjectNode node, Map<String, JsonNode> extras) {
        node.setAll(extras);
        if (!extras.isEmpty()) {
            node.remove(EXTENSIONS);
        }
    }
}
