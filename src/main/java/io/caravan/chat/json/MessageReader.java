package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the turns of a conversation and their parts. */
final class MessageReader {

    private static final Set<String> KNOWN =
            Set.of("role", "content", "name", "tool_calls", "tool_call_id", "reasoning_content", "thinking_blocks");

    private static final String GEMINIS = "is required, as [{\"role\": \"user\", \"content\": \"…\"}];"
            + " contents is the form of /v1beta/models/{model}:generateContent";

    private MessageReader() {}

    static List<Message> messages(Fields request) {
        if (!request.has("messages")) {
            request.wrong("messages", request.has("contents") ? GEMINIS : "is required");
            return List.of();
        }
        if (request.node("messages").isArray() && request.node("messages").isEmpty()) {
            request.wrong("messages", "must not be empty");
        }
        return request.each("messages").stream().map(MessageReader::message).toList();
    }

    private static Message message(Fields fields) {
        Role role = role(fields);
        return new Message(
                role,
                content(fields, role),
                fields.text("name"),
                ToolsReader.calls(fields),
                fields.text("tool_call_id"),
                fields.text("reasoning_content"),
                thinkingBlocks(fields),
                ToolsReader.withForeignCalls(fields, fields.others(KNOWN)));
    }

    private static Role role(Fields fields) {
        String name = fields.required("role");
        Optional<Role> role = Role.of(name);
        if (role.isEmpty() && fields.node("role").isTextual()) {
            fields.wrong("role", "must be one of developer, system, user, assistant, tool");
        }
        return role.orElse(Role.USER);
    }

    private static List<Content> content(Fields fields, Role role) {
        JsonNode content = fields.node("content");
        if (content.isTextual()) {
            return List.of(new Content.Text(content.textValue()));
        }
        if (content.isMissingNode()) {
            if (!mayBeSilent(fields, role)) {
                fields.wrong("content", "is required");
            }
            return List.of();
        }
        if (!content.isArray() || content.isEmpty()) {
            fields.wrong("content", "must be a string or a list of parts");
            return List.of();
        }
        return fields.each("content").stream().map(MessageReader::part).toList();
    }

    /** An assistant's turn may hold no text if it holds something else. */
    private static boolean mayBeSilent(Fields fields, Role role) {
        return role == Role.ASSISTANT
                && (fields.has("tool_calls")
                        || fields.has("function_call")
                        || fields.has("refusal")
                        || fields.has("reasoning_content")
                        || fields.has("thinking_blocks"));
    }

    private static Content part(Fields fields) {
        String type = fields.required("type");
        return switch (type) {
            case "text" -> new Content.Text(fields.required("text"), fields.others(Set.of("type", "text")));
            case "image_url" -> image(fields);
            case "input_audio" -> audio(fields.inside("input_audio"));
            case "file" -> file(fields, fields.inside("file"));
            case "refusal" -> new Content.Refusal(fields.required("refusal"));
            default -> new Content.Unknown(type, fields.object());
        };
    }

    private static Content image(Fields fields) {
        var extras = fields.others(Set.of("type", "image_url"));
        if (fields.node("image_url").isTextual()) {
            return new Content.Image(fields.required("image_url"), Optional.empty(), extras);
        }
        Fields image = fields.inside("image_url");
        return new Content.Image(image.required("url"), image.text("detail"), extras);
    }

    private static Content audio(Fields audio) {
        return new Content.Audio(audio.required("data"), audio.required("format"));
    }

    private static Content file(Fields fields, Fields file) {
        if (!file.has("file_id") && !file.has("file_data")) {
            file.wrongHere("must have a file_id or file_data");
        }
        return new Content.Document(
                file.text("file_id"),
                file.text("file_data"),
                file.text("filename"),
                fields.others(Set.of("type", "file")));
    }

    private static List<JsonNode> thinkingBlocks(Fields fields) {
        List<JsonNode> blocks = new ArrayList<>();
        fields.each("thinking_blocks").forEach(block -> blocks.add(block.object()));
        return blocks;
    }
}
