package io.caravan.gemini;

import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.json.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads a client's instructions and turns. */
final class ClientContents {

    private final List<Message> messages = new ArrayList<>();
    private final ClientCalls calls = new ClientCalls();

    private ClientContents() {}

    static List<Message> read(Fields request) {
        ClientContents contents = new ClientContents();
        contents.addInstruction(request);
        contents.addTurns(turns(request));
        return contents.messages;
    }

    private void addInstruction(Fields request) {
        if (!request.has("systemInstruction")) {
            return;
        }
        ClientTurn instruction = new ClientTurn(Role.SYSTEM, calls);
        if (request.node("systemInstruction").isTextual()) {
            instruction.add(new Content.Text(request.node("systemInstruction").textValue()));
        } else {
            request.inside("systemInstruction").each("parts").forEach(instruction::add);
        }
        messages.addAll(instruction.messages());
    }

    private static List<Fields> turns(Fields request) {
        if (!request.has("contents")) {
            request.wrong("contents", "is required");
        } else if (request.node("contents").isArray()
                && request.node("contents").isEmpty()) {
            request.wrong("contents", "must not be empty");
        }
        return request.node("contents").isObject() ? List.of(request.inside("contents")) : request.each("contents");
    }

    /** A model's turn may come in several, as it came in a stream. */
    private void addTurns(List<Fields> turns) {
        ClientTurn turn = new ClientTurn(Role.USER, calls);
        for (Fields content : turns) {
            Role role = role(content);
            if (role != Role.ASSISTANT || !turn.isBy(Role.ASSISTANT)) {
                messages.addAll(turn.messages());
                turn = new ClientTurn(role, calls);
            }
            if (!content.has("parts")) {
                content.wrong("parts", "is required");
            }
            content.each("parts").forEach(turn::add);
        }
        messages.addAll(turn.messages());
    }

    private static Role role(Fields content) {
        return switch (content.text("role").orElse("user")) {
            case "user", "function", "" -> Role.USER;
            case "model" -> Role.ASSISTANT;
            default -> {
                content.wrong("role", "must be user or model");
                yield Role.USER;
            }
        };
    }
}
