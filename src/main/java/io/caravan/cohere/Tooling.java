package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of a request and whether one must be called, which a certain one must by being the only one.
 *
 * @param choice Cohere's word, none to leave it to the model
 * @see <a href="https://docs.cohere.com/docs/tool-use-overview">Tool use</a>
 */
record Tooling(List<Tool.Function> functions, Optional<String> choice) {

    private static final String REQUIRED = "REQUIRED";

    /**
     * The functions of a request.
     *
     * @throws GatewayException if there are tools of another kind
     */
    static Tooling of(ChatRequest chat) {
        List<Tool.Function> functions = functions(chat.tools().definitions());
        return switch (chat.tools().choice().orElseGet(ToolChoice.Auto::new)) {
            case ToolChoice.Auto _ -> new Tooling(functions, Optional.empty());
            case ToolChoice.None _ -> new Tooling(functions, Optional.of("NONE"));
            case ToolChoice.Required _ -> new Tooling(functions, Optional.of(REQUIRED));
            case ToolChoice.Named(String name) -> new Tooling(only(Set.of(name), functions), Optional.of(REQUIRED));
            case ToolChoice.Other(JsonNode raw) -> allowed(raw, functions);
        };
    }

    private static List<Tool.Function> functions(List<Tool> tools) {
        List<Tool.Function> functions = new ArrayList<>(tools.size());
        for (int i = 0; i < tools.size(); i++) {
            switch (tools.get(i)) {
                case Tool.Function function -> functions.add(function);
                case Tool.Other _ ->
                    throw GatewayException.unsupported("tools." + i, "nothing but functions can be sent to cohere");
            }
        }
        return functions;
    }

    private static List<Tool.Function> only(Set<String> names, List<Tool.Function> functions) {
        List<Tool.Function> chosen = functions.stream()
                .filter(function -> names.contains(function.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw GatewayException.invalid("tool_choice", "must name one of the tools");
        }
        return chosen;
    }

    private static Tooling allowed(JsonNode choice, List<Tool.Function> functions) {
        if (!choice.path("type").asText().equals("allowed_tools")) {
            throw GatewayException.unsupported("tool_choice", "this form cannot be sent to cohere");
        }
        JsonNode allowed = choice.path("allowed_tools").isObject() ? choice.path("allowed_tools") : choice;
        Set<String> names = new HashSet<>();
        for (JsonNode tool : allowed.path("tools")) {
            JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
            names.add(function.path("name").asText());
        }
        boolean required = allowed.path("mode").asText().equals("required");
        return new Tooling(only(names, functions), required ? Optional.of(REQUIRED) : Optional.empty());
    }

    void addTo(ObjectNode json) {
        if (functions.isEmpty()) {
            return;
        }
        ArrayNode tools = json.putArray("tools");
        functions.forEach(function -> tools.add(definition(function)));
        choice.ifPresent(word -> json.put("tool_choice", word));
        if (functions.stream().allMatch(function -> function.strict().orElse(false))) {
            json.put("strict_tools", true);
        }
    }

    /** Without parameters a function is refused, so one without any says so. */
    private static ObjectNode definition(Tool.Function tool) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "function");
        ObjectNode function = node.putObject("function").put("name", tool.name());
        tool.description().ifPresent(description -> function.put("description", description));
        function.set("parameters", tool.parameters().orElseGet(Tooling::noParameters));
        return node;
    }

    private static JsonNode noParameters() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
