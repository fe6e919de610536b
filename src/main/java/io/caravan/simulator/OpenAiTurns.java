package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Messages in OpenAI's format, heard one by one and refused where OpenAI refuses them. */
final class OpenAiTurns {

    private final Conversation conversation = new Conversation();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private int index;

    private OpenAiTurns() {}

    /** What is heard of messages. */
    static Heard heard(List<Members> messages) {
        OpenAiTurns turns = new OpenAiTurns();
        for (Members message : messages) {
            turns.hear(message);
            turns.index++;
        }
        turns.requireAnswers();
        return turns.conversation.heard();
    }

    private void hear(Members message) {
        String role = message.text("role").orElse("");
        JsonNode content = message.node("content");
        String path = "messages[" + index + "].content";
        if (role.equals("tool")) {
            conversation.hearResult(answered(message), text(content), attachments(content, path));
            return;
        }
        requireAnswers();
        if (role.equals("function")) {
            conversation.hearResultOf(message.text("name").orElse(""), text(content), List.of());
            return;
        }
        conversation.hear(role.equals("user"), text(content), attachments(content, path));
        if (role.equals("assistant")) {
            calls(message);
        }
    }

    /** The id of the call that a tool answers. */
    private String answered(Members message) {
        String id = message.text("tool_call_id").orElse("");
        if (unanswered.remove(id)) {
            return id;
        }
        throw GatewayException.invalid(
                "messages.[" + index + "].role",
                "Invalid parameter: messages with role 'tool' must be a response to a preceding message with"
                        + " 'tool_calls'.");
    }

    private void requireAnswers() {
        if (!unanswered.isEmpty()) {
            throw GatewayException.invalid(
                    "messages.[" + index + "].role",
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", unanswered));
        }
    }

    private void calls(Members message) {
        for (Members call : message.each("tool_calls")) {
            Members function = call.inside("function");
            String id = call.text("id").orElse("");
            unanswered.add(id);
            conversation.hearCall(
                    id,
                    function.text("name").orElse(""),
                    function.text("arguments").orElse(""));
        }
    }

    /** The text, where Cohere's documents have some too. */
    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(Conversation.text(content));
        for (JsonNode part : content) {
            JsonNode data = part.at("/document/data");
            text.append(data.isValueNode() ? data.asText() : data.path("text").asText(data.toString()));
        }
        return text.toString();
    }

    private static List<String> attachments(JsonNode content, String path) {
        List<String> attachments = new ArrayList<>();
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            attachment(new Members(content.get(i)), path + "[" + i + "]", attachments);
        }
        return attachments;
    }

    private static void attachment(Members part, String path, List<String> attachments) {
        String type = part.text("type").orElse("text");
        switch (type) {
            case "text", "refusal", "thinking", "document" -> {
                // There is nothing to see in it.
            }
            case "input_audio" -> {
                Members audio = part.inside(type);
                String format = "audio/" + audio.text("format").orElse("");
                attachments.add(Attachment.inline(format, audio.text("data").orElse(""), path));
            }
            case "file" -> attachments.add(file(part.inside(type), path));
            default -> attachments.add(Attachment.at(type.replace("_url", ""), url(part.node(type)), path));
        }
    }

    private static String url(JsonNode holder) {
        return holder.isTextual() ? holder.asText() : holder.path("url").asText("");
    }

    private static String file(Members file, String path) {
        return file.text("file_id")
                .map(id -> Attachment.named("file", id))
                .orElseGet(() -> Attachment.at("file", file.text("file_data").orElse(""), path));
    }
}
