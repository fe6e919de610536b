package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import java.util.List;
import java.util.Set;

/**
 * Turns of the conversation as OpenAI documents them.
 *
 * @param lost the {@link Extensions} that they are not to have
 */
record MessageBody(Set<String> lost) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The JSON of one turn. */
    ObjectNode of(Message message) {
        ObjectNode node = NODES.objectNode().put("role", message.role().wireName());
        content(node, message.content());
        message.name().ifPresent(name -> node.put("name", name));
        calls(node, message.toolCalls());
        message.toolCallId().ifPresent(id -> node.put("tool_call_id", id));
        reasoning(node, message);
        return Extras.add(message.extras(), node, lost);
    }

    private void content(ObjectNode node, List<Content> content) {
        if (content.isEmpty()) {
            return;
        }
        if (content.size() == 1
                && content.getFirst() instanceof Content.Text(String text, var extras)
                && lost.containsAll(extras.keySet())) {
            node.put("content", text);
            return;
        }
        ArrayNode parts = node.putArray("content");
        content.forEach(part -> parts.add(part(part)));
    }

    private JsonNode part(Content part) {
        return switch (part) {
            case Content.Text(String text, var extras) ->
                Extras.add(extras, typed("text").put("text", text), lost);
            case Content.Image image -> image(image);
            case Content.Audio(String data, String format) -> {
                ObjectNode node = typed("input_audio");
                node.putObject("input_audio").put("data", data).put("format", format);
                yield node;
            }
            case Content.Document document -> document(document);
            case Content.Refusal(String refusal) -> typed("refusal").put("refusal", refusal);
            case Content.Unknown(var _, JsonNode raw) -> raw.deepCopy();
        };
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }

    private ObjectNode image(Content.Image image) {
        ObjectNode node = typed("image_url");
        ObjectNode url = node.putObject("image_url").put("url", image.url());
        image.detail().ifPresent(detail -> url.put("detail", detail));
        return Extras.add(image.extras(), node, lost);
    }

    private ObjectNode document(Content.Document document) {
        ObjectNode node = typed("file");
        ObjectNode file = node.putObject("file");
        document.fileId().ifPresent(id -> file.put("file_id", id));
        document.data().ifPresent(data -> file.put("file_data", data));
        document.filename().ifPresent(name -> file.put("filename", name));
        return Extras.add(document.extras(), node, lost);
    }

    private void calls(ObjectNode node, List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("tool_calls");
        for (ToolCall call : calls) {
            ObjectNode item = list.addObject().put("id", call.id()).put("type", "function");
            item.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            Extras.add(call.extras(), item, lost);
        }
    }

    private void reasoning(ObjectNode node, Message message) {
        if (!lost.contains("reasoning_content")) {
            message.reasoning().ifPresent(text -> node.put("reasoning_content", text));
        }
        if (!lost.contains("thinking_blocks") && !message.thinkingBlocks().isEmpty()) {
            node.putArray("thinking_blocks").addAll(message.thinkingBlocks());
        }
    }
}
