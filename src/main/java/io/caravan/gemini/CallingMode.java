package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;

/**
 * Whether a function must be called, and which may be: {@code functionCallingConfig}.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/function-calling#function_calling_modes">The modes</a>
 */
final class CallingMode {

    /** Like AUTO, but calls that do not fit their schema cannot be made, and the names may be restricted. */
    private static final String VALIDATED = "VALIDATED";

    private static final String PATH = "tool_choice";

    private final List<Tool.Function> functions;
    private final boolean strict;

    private CallingMode(List<Tool.Function> functions, ModelFamily family) {
        this.functions = functions;
        this.strict = family.validatesCalls()
                && functions.stream().anyMatch(function -> function.strict().orElse(false));
    }

    /**
     * The mode for what the caller chose, if it chose and there are functions.
     *
     * @throws GatewayException if the choice names a function that is not there, or is of another kind
     */
    static Optional<ObjectNode> of(Tools tools, ModelFamily family) {
        List<Tool.Function> functions = tools.definitions().stream()
                .filter(Tool.Function.class::isInstance)
                .map(Tool.Function.class::cast)
                .toList();
        CallingMode calling = new CallingMode(functions, family);
        return calling.mode(tools.choice()).filter(_ -> !functions.isEmpty());
    }

    private Optional<ObjectNode> mode(Optional<ToolChoice> choice) {
        if (choice.isEmpty()) {
            return strict ? Optional.of(mode(VALIDATED)) : Optional.empty();
        }
        return Optional.of(mode(choice.get()));
    }

    private ObjectNode mode(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto _ -> mode(strict ? VALIDATED : "AUTO");
            case ToolChoice.None _ -> mode("NONE");
            case ToolChoice.Required _ -> mode("ANY");
            case ToolChoice.Named named -> mode("ANY", List.of(named.name()));
            case ToolChoice.Other other -> allowed(other.raw());
        };
    }

    /** OpenAI's {@code allowed_tools}. */
    private ObjectNode allowed(JsonNode raw) {
        if (!raw.path("type").asText().equals("allowed_tools")) {
            throw GatewayException.unsupported(PATH, "Gemini knows auto, none, required, a function or allowed_tools");
        }
        JsonNode allowed = raw.has("allowed_tools") ? raw.path("allowed_tools") : raw;
        List<String> names =
                allowed.path("tools").valueStream().map(CallingMode::name).toList();
        if (names.isEmpty()) {
            throw GatewayException.invalid(PATH + ".allowed_tools.tools", "must be a list of functions");
        }
        return mode(allowed.path("mode").asText().equals("required") ? "ANY" : VALIDATED, names);
    }

    private static String name(JsonNode tool) {
        JsonNode function = tool.has("function") ? tool.path("function") : tool;
        return function.path("name").asText();
    }

    private ObjectNode mode(String word, List<String> names) {
        ObjectNode mode = mode(word);
        ArrayNode allowed = mode.putArray("allowedFunctionNames");
        for (String name : names) {
            if (functions.stream().noneMatch(function -> function.name().equals(name))) {
                throw GatewayException.invalid(PATH, "there is no function " + name + " among the tools");
            }
            allowed.add(name);
        }
        return mode;
    }

    private static ObjectNode mode(String word) {
        return JsonNodeFactory.instance.objectNode().put("mode", word);
    }
}
