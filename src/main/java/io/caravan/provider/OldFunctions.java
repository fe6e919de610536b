package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Message;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OpenAI's deprecated functions, of which at most one is called in an answer, understood as tools by dialects that have
 * no such thing.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat completion</a>
 */
public final class OldFunctions {

    static final String CALL = "function_call";

    private static final String FUNCTIONS = "functions";

    private OldFunctions() {}

    /** Whether a request has them. */
    public static boolean in(ChatRequest chat) {
        return !extra(chat, FUNCTIONS).isEmpty();
    }

    /** Whether one of those that a request has may be called. */
    public static boolean mayBeCalled(ChatRequest chat) {
        return in(chat) && !extra(chat, CALL).asText().equals("none");
    }

    /** Whether a turn of a conversation calls one. */
    public static boolean calledIn(Message message) {
        JsonNode call = message.extras().get(CALL);
        return call != null && !call.isNull();
    }

    /**
     * The request with tools in their place, and calls of tools and their results in its conversation, or as it is if
     * it has none.
     *
     * @throws GatewayException if they make no sense
     */
    public static RoutedRequest asTools(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        if (!in(chat) && !OldFunctionTurns.in(chat)) {
            return routed;
        }
        ChatRequest asked = in(chat) ? withTools(chat) : chat;
        return new RoutedRequest(
                asked.withMessages(OldFunctionTurns.asTools(chat.messages())), routed.provider(), routed.model());
    }

    /** Takes from what is dropped that only one may be called, which the form of the answer sees to. */
    public static void settle(RoutedRequest routed, Set<String> dropped) {
        if (in(routed.chat())) {
            dropped.remove("parallel_tool_calls");
        }
    }

    /** The answer to a request in the form that its caller knows. */
    public static ChatResponse answer(RoutedRequest routed, ChatResponse response) {
        return in(routed.chat()) ? OldFunctionCall.in(response) : response;
    }

    /** The answer's stream in the form that its caller knows. */
    public static StreamTransformer answer(RoutedRequest routed, StreamTransformer stream) {
        return in(routed.chat()) ? new OldFunctionStream(stream) : stream;
    }

    private static ChatRequest withTools(ChatRequest chat) {
        if (!chat.tools().definitions().isEmpty()) {
            throw GatewayException.invalid(FUNCTIONS, "must not stand beside tools");
        }
        Map<String, JsonNode> extras = new HashMap<>(chat.extras());
        extras.remove(FUNCTIONS);
        extras.remove(CALL);
        return chat.withTools(new Tools(tools(extra(chat, FUNCTIONS)), choice(extra(chat, CALL)), Optional.of(false)))
                .withExtras(extras);
    }

    private static List<Tool> tools(JsonNode functions) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode function : functions) {
            String name = function.path("name").asText("");
            if (name.isEmpty()) {
                throw GatewayException.invalid(FUNCTIONS + "." + tools.size() + ".name", "is required");
            }
            Optional<String> description =
                    Optional.ofNullable(function.path("description").textValue());
            Optional<JsonNode> parameters =
                    Optional.of(function.path("parameters")).filter(JsonNode::isObject);
            tools.add(new Tool.Function(name, description, parameters, Optional.empty()));
        }
        return tools;
    }

    private static Optional<ToolChoice> choice(JsonNode choice) {
        String name = choice.path("name").asText(choice.asText(""));
        if (choice.isObject() && !name.isEmpty()) {
            return Optional.of(new ToolChoice.Named(name));
        }
        return switch (name) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "", "null" -> Optional.empty();
            default -> throw GatewayException.invalid(CALL, "must be auto, none or an object with a name");
        };
    }

    private static JsonNode extra(ChatRequest chat, String name) {
        return chat.extras().getOrDefault(name, MissingNode.getInstance());
    }
}
