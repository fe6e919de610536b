package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.json.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads a client's instructions and turns. */
final class ClientMessages {

    private ClientMessages() {}

    static List<Message> read(Fields request) {
        List<Message> messages = new ArrayList<>();
        if (request.has("system") && !saysNothing(request.node("system"))) {
            ClientTurn instructions = new ClientTurn(Role.SYSTEM);
            fill(instructions, request, "system");
            messages.addAll(instructions.messages());
        }
        for (Fields message : turns(request)) {
            messages.addAll(turn(message));
        }
        return messages;
    }

    /** The service takes an empty list of instructions, other than one of blocks in a turn. */
    private static boolean saysNothing(JsonNode system) {
        return system.isArray() && system.isEmpty();
    }

    private static List<Fields> turns(Fields request) {
        if (!request.has("messages")) {
            request.wrong("messages", "is required");
        } else if (request.node("messages").isArray()
                && request.node("messages").isEmpty()) {
            request.wrong("messages", "must not be empty");
        }
        return request.each("messages");
    }

    private static List<Message> turn(Fields message) {
        ClientTurn turn = new ClientTurn(role(message));
        if (message.has("content")) {
            fill(turn, message, "content");
        } else {
            message.wrong("content", "is required");
        }
        return turn.messages();
    }

    private static Role role(Fields message) {
        return switch (message.required("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> {
                if (message.node("role").isTextual()) {
                    message.wrong("role", "must be user or assistant");
                }
                yield Role.USER;
            }
        };
    }

    private static void fill(ClientTurn turn, Fields holder, String name) {
        if (holder.node(name).isTextual()) {
            turn.add(new Content.Text(holder.node(name).textValue()));
        } else if (!holder.node(name).isArray() || holder.node(name).isEmpty()) {
            holder.wrong(name, "must be a string or a list of blocks");
        } else {
            holder.each(name).forEach(turn::add);
        }
    }
}
