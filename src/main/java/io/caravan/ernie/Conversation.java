package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages as ERNIE wants them: instructions apart, an odd number of turns in which a user or a function and the
 * assistant take turns, and behind every call of a function its result.
 */
final class Conversation {

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String FUNCTION = "function";

    /** What stands in for a turn that has to be there and that nobody took. */
    private static final Map<String, String> FILLERS = Map.of(USER, "Continue.", ASSISTANT, "OK.");

    private static final String BLANK = " ";
    private static final String NO_RESULT = "no result";

    private final List<String> instructions = new ArrayList<>();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private final Map<String, String> results = new HashMap<>();
    private final Set<String> called = new HashSet<>();

    private Conversation() {}

    /**
     * The conversation that these messages make.
     *
     * @throws GatewayException if one of them holds something other than text, or a result that nobody asked for
     */
    static Conversation of(List<Message> messages) {
        Conversation conversation = new Conversation();
        for (int index = 0; index < messages.size(); index++) {
            conversation.keepResult(messages.get(index), "messages." + index);
        }
        for (int index = 0; index < messages.size(); index++) {
            conversation.add(messages.get(index), "messages." + index);
        }
        return conversation;
    }

    private void keepResult(Message message, String path) {
        if (message.role() == Role.TOOL) {
            results.put(message.toolCallId().orElse(""), text(message, path));
        }
    }

    private void add(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> instruct(text(message, path));
            case USER -> say(USER, text(message, path));
            case ASSISTANT -> recall(message, path);
            case TOOL, FUNCTION -> rejectStray(message, path);
        }
    }

    private void instruct(String text) {
        if (!text.isBlank()) {
            instructions.add(text);
        }
    }

    private void recall(Message message, String path) {
        if (message.extras().containsKey("tool_calls")) {
            throw GatewayException.unsupported(path + ".tool_calls", "ERNIE calls functions only");
        }
        String text = text(message, path);
        if (message.toolCalls().isEmpty() && !text.isBlank()) {
            say(ASSISTANT, text);
        }
        for (ToolCall call : message.toolCalls()) {
            call(call, call.equals(message.toolCalls().getFirst()) ? text : "");
        }
    }

    /** One call in a turn is all that ERNIE knows, so that several at once become several turns. */
    private void call(ToolCall call, String text) {
        ObjectNode turn = turn(ASSISTANT);
        if (text.isBlank()) {
            turn.putNull("content");
        } else {
            turn.put("content", text);
        }
        turn.putObject("function_call").put("name", call.name()).put("arguments", call.arguments());
        turn(FUNCTION).put("name", call.name()).put("content", results.getOrDefault(call.id(), NO_RESULT));
        called.add(call.id());
    }

    private void rejectStray(Message message, String path) {
        if (!called.contains(message.toolCallId().orElse(""))) {
            throw GatewayException.invalid(path + ".tool_call_id", "no earlier message calls a tool under this id");
        }
    }

    private static String text(Message message, String path) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < message.content().size(); index++) {
            text.append(text(message.content().get(index), path + ".content." + index));
        }
        return text.toString();
    }

    private static String text(Content part, String path) {
        return switch (part) {
            case Content.Text text -> text.text();
            case Content.Refusal refusal -> refusal.refusal();
            case Content.Image _, Content.Audio _, Content.Document _, Content.Unknown _ ->
                throw GatewayException.unsupported(path, "only text can be sent to this ERNIE");
        };
    }

    private void say(String speaker, String text) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("role").asText().equals(speaker)) {
            ((ObjectNode) last).put("content", last.path("content").asText() + "\n\n" + text);
        } else {
            turn(speaker).put("content", text.isBlank() ? BLANK : text);
        }
    }

    /** A new turn, after one of the other side. */
    private ObjectNode turn(String speaker) {
        String other = speaker.equals(ASSISTANT) ? USER : ASSISTANT;
        if (speaksTo(other)) {
            turns.addObject().put("role", other).put("content", FILLERS.getOrDefault(other, ""));
        }
        return turns.addObject().put("role", speaker);
    }

    /** Whether the other side has yet to speak before the next turn. */
    private boolean speaksTo(String other) {
        if (turns.isEmpty()) {
            return other.equals(USER);
        }
        boolean assistantSpokeLast =
                turns.path(turns.size() - 1).path("role").asText().equals(ASSISTANT);
        return assistantSpokeLast == other.equals(USER);
    }

    /**
     * Puts the turns and the instructions into a request's body.
     *
     * @param instruction one more, empty for none
     */
    void writeTo(ObjectNode body, String instruction) {
        instruct(instruction);
        String system = String.join("\n\n", instructions);
        if (turns.isEmpty()) {
            say(USER, system);
        } else if (!system.isEmpty()) {
            body.put("system", system);
        }
        if (turns.size() % 2 == 0) {
            turn(USER).put("content", FILLERS.getOrDefault(USER, ""));
        }
        body.set("messages", turns);
    }
}
