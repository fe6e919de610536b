package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.chat.json.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One turn of a client's, part by part: one message, or one for each result of a function and one for the rest. */
final class ClientTurn {

    private static final String SIGNATURE = "thoughtSignature";

    private final Role role;
    private final ClientCalls open;
    private final ClientThoughts thoughts = new ClientThoughts();
    private final List<Content> content = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Message> results = new ArrayList<>();
    private final Map<String, JsonNode> extras = new HashMap<>();
    private final ArrayNode pictures = JsonNodeFactory.instance.arrayNode();

    ClientTurn(Role role, ClientCalls open) {
        this.role = role;
        this.open = open;
    }

    boolean isBy(Role other) {
        return role == other;
    }

    void add(Content part) {
        content.add(part);
    }

    void add(Fields part) {
        Optional<String> signature = part.text(SIGNATURE);
        if (part.flag("thought").orElse(false)) {
            thoughts.add(part.text("text").orElse(""), signature);
        } else if (part.has("functionCall")) {
            addCall(part.inside("functionCall"), signature);
        } else if (part.has("functionResponse")) {
            addResult(part.inside("functionResponse"));
        } else if (part.has("text")) {
            addText(part.required("text"), signature);
        } else {
            addMedia(ClientMedia.of(part), signature);
        }
    }

    /** An empty text may be there for its signature alone. */
    private void addText(String text, Optional<String> signature) {
        if (!text.isEmpty() || signature.isEmpty()) {
            content.add(new Content.Text(text));
        }
        extras.putAll(members(signature));
    }

    private void addCall(Fields call, Optional<String> signature) {
        if (role != Role.ASSISTANT) {
            call.wrongHere("must stand in a turn of the model's");
        }
        String name = call.required("name");
        JsonNode arguments = call.inside("args").object();
        calls.add(new ToolCall(
                open.begin(call.text("id"), name),
                name,
                arguments.isObject() ? arguments.toString() : "{}",
                members(signature)));
    }

    private void addResult(Fields result) {
        if (role != Role.USER) {
            result.wrongHere("must stand in a turn of the user's");
        }
        Optional<String> id = open.end(result.text("id"), result.required("name"));
        if (id.isEmpty()) {
            result.wrongHere("is the result of no functionCall before it");
        }
        List<Content> parts = new ArrayList<>();
        JsonNode response = result.inside("response").object();
        parts.add(new Content.Text(response.isObject() ? response.toString() : "{}"));
        result.each("parts").forEach(part -> parts.add(ClientMedia.of(part)));
        results.add(
                new Message(Role.TOOL, parts, Optional.empty(), List.of(), id, Optional.empty(), List.of(), Map.of()));
    }

    /** Pictures that a model drew stand beside the content. */
    private void addMedia(Content media, Optional<String> signature) {
        if (role == Role.ASSISTANT && media instanceof Content.Image picture) {
            ObjectNode part = pictures.addObject().put("type", "image_url");
            part.putObject("image_url").put("url", picture.url());
            part.setAll(members(signature));
        } else {
            content.add(media);
        }
    }

    private static Map<String, JsonNode> members(Optional<String> signature) {
        return signature
                .filter(text -> !text.isEmpty())
                .<Map<String, JsonNode>>map(text -> Map.of(
                        "provider_specific_fields",
                        JsonNodeFactory.instance.objectNode().put("thought_signature", text)))
                .orElse(Map.of());
    }

    /** What was added: the results of functions first, as they answer the turn before. */
    List<Message> messages() {
        List<Message> messages = new ArrayList<>(results);
        if (!pictures.isEmpty()) {
            extras.put("images", pictures);
        }
        if (!content.isEmpty() || !calls.isEmpty() || !thoughts.isEmpty() || !extras.isEmpty()) {
            messages.add(new Message(
                    role,
                    content,
                    Optional.empty(),
                    calls,
                    Optional.empty(),
                    thoughts.reasoning(),
                    thoughts.blocks(),
                    extras));
        }
        return messages;
    }
}
