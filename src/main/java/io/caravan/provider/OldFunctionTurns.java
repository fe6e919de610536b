package io.caravan.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A conversation in which {@link OldFunctions} were called, with calls of tools and their results in the place of theirs. */
final class OldFunctionTurns {

    private static final ObjectReader JSON =
            new JsonMapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<Message> turns = new ArrayList<>();
    private Optional<Open> open = Optional.empty();

    private OldFunctionTurns() {}

    /** A call that has no result yet. */
    private record Open(ToolCall call, String path) {}

    /** Whether a request has such a conversation. */
    static boolean in(ChatRequest chat) {
        return chat.messages().stream().anyMatch(OldFunctionTurns::isOld);
    }

    /**
     * The conversation with tools.
     *
     * @throws GatewayException if a call makes no sense or has no result, or a result no call
     */
    static List<Message> asTools(List<Message> messages) {
        OldFunctionTurns conversation = new OldFunctionTurns();
        for (int i = 0; i < messages.size(); i++) {
            conversation.add(messages.get(i), "messages." + i);
        }
        conversation.requireResult();
        return conversation.turns;
    }

    private static boolean isOld(Message message) {
        return message.role() == Role.FUNCTION || OldFunctions.calledIn(message);
    }

    private void add(Message message, String path) {
        if (message.role() == Role.FUNCTION) {
            turns.add(result(message, path));
            return;
        }
        requireResult();
        turns.add(OldFunctions.calledIn(message) ? calling(message, path + "." + OldFunctions.CALL) : message);
    }

    private void requireResult() {
        open.ifPresent(call -> {
            throw GatewayException.invalid(call.path(), "must be followed by a message with its result");
        });
    }

    private Message calling(Message message, String path) {
        JsonNode old = message.extras().getOrDefault(OldFunctions.CALL, JSON.createObjectNode());
        String name = old.path("name").asText("");
        if (name.isEmpty()) {
            throw GatewayException.invalid(path + ".name", "is required");
        }
        // There were no ids, but a conversation can have only one call in a place.
        ToolCall call = new ToolCall("call_" + turns.size(), name, arguments(old, path + ".arguments"), Map.of());
        open = Optional.of(new Open(call, path));
        Map<String, JsonNode> extras = new HashMap<>(message.extras());
        extras.remove(OldFunctions.CALL);
        List<ToolCall> calls = new ArrayList<>(message.toolCalls());
        calls.add(call);
        return new Message(
                message.role(),
                message.content(),
                message.name(),
                calls,
                message.toolCallId(),
                message.reasoning(),
                message.thinkingBlocks(),
                extras);
    }

    private static String arguments(JsonNode call, String path) {
        String text = call.path("arguments").asText("");
        if (text.isBlank()) {
            return "{}";
        }
        try {
            if (JSON.<JsonNode>readValue(text).isObject()) {
                return text;
            }
        } catch (JsonProcessingException _) {
            // Told below, as JSON of another kind is.
        }
        throw GatewayException.invalid(path, "must be the JSON of an object");
    }

    private Message result(Message message, String path) {
        String id = open.map(Open::call)
                .filter(call -> message.name().equals(Optional.of(call.name())))
                .map(ToolCall::id)
                .orElseThrow(() ->
                        GatewayException.invalid(path + ".name", "must be the name of a function called just before"));
        open = Optional.empty();
        return new Message(
                Role.TOOL,
                message.content(),
                message.name(),
                message.toolCalls(),
                Optional.of(id),
                message.reasoning(),
                message.thinkingBlocks(),
                message.extras());
    }
}
