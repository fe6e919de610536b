package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI's deprecated functions, of which at most one is called in an answer, understood as tools.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat completion</a>
 */
final class OldFunctions {

    static final String CALL = "function_call";

    private static final String FUNCTIONS = "functions";

    private OldFunctions() {}

    /** Whether a request has them. */
    static boolean in(ChatRequest chat) {
        return !extra(chat, FUNCTIONS).isEmpty();
    }

    /**
     * The request with tools in their place, or as it is if it has none.
     *
     * @throws GatewayException if they make no sense
     */
    static RoutedRequest asTools(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        return in(chat) ? new RoutedRequest(withTools(chat), routed.provider(), routed.model()) : routed;
    }

    private static ChatRequest withTools(ChatRequest chat) {
        if (!chat.tools().definitions().isEmpty()) {
            throw GatewayException.invalid(FUNCTIONS, "must not stand beside tools");
        }
        Map<String, JsonNode> extras = new HashMap<>(chat.extras());
        extras.remove(FUNCTIONS);
        extras.remove(CALL);
        return new ChatRequest(
                chat.model(),
                chat.messages(),
                chat.sampling(),
                chat.limit(),
                chat.responseFormat(),
                chat.reasoningEffort(),
                new Tools(tools(extra(chat, FUNCTIONS)), choice(extra(chat, CALL)), Optional.of(false)),
                chat.stream(),
                chat.streamOptions(),
                chat.user(),
                extras,
                chat.natives());
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
