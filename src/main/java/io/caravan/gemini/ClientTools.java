package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.chat.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which functions a client offers.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/function-calling">Function calling</a>
 */
final class ClientTools {

    private static final String FUNCTIONS = "functionDeclarations";

    private ClientTools() {}

    static Tools read(Fields request) {
        List<Tool> tools = new ArrayList<>();
        request.each("tools").forEach(entry -> add(entry, tools));
        Fields calling = request.inside("toolConfig").inside("functionCallingConfig");
        Set<String> allowed = allowed(calling);
        if (!allowed.isEmpty()) {
            tools.removeIf(tool -> tool instanceof Tool.Function function && !allowed.contains(function.name()));
        }
        Optional<ToolChoice> choice = choice(calling, allowed);
        return tools.isEmpty() && choice.isEmpty() ? Tools.NONE : new Tools(tools, choice, Optional.empty());
    }

    /** An entry holds functions of the client's, tools of Google's, or both. */
    private static void add(Fields entry, List<Tool> tools) {
        entry.each(FUNCTIONS).forEach(function -> tools.add(function(function)));
        entry.object().properties().forEach(member -> {
            if (!member.getKey().equals(FUNCTIONS) && member.getValue().isObject()) {
                tools.add(new Tool.Other(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", member.getKey())
                        .set(member.getKey(), member.getValue())));
            }
        });
    }

    private static Tool function(Fields function) {
        String name = function.required("name");
        if (name.isEmpty() && function.node("name").isTextual()) {
            function.wrong("name", "must not be empty");
        }
        JsonNode schema = function.inside("parametersJsonSchema").object();
        JsonNode openApi = function.inside("parameters").object();
        return new Tool.Function(
                name,
                function.text("description"),
                Optional.of(schema.isObject() ? schema : ClientSchema.of(openApi))
                        .filter(JsonNode::isObject),
                Optional.empty());
    }

    private static Set<String> allowed(Fields calling) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : calling.node("allowedFunctionNames")) {
            names.add(name.asText());
        }
        return names;
    }

    private static Optional<ToolChoice> choice(Fields calling, Set<String> allowed) {
        return switch (calling.text("mode").orElse("MODE_UNSPECIFIED")) {
            case "MODE_UNSPECIFIED" -> Optional.empty();
            case "AUTO", "VALIDATED" -> Optional.of(new ToolChoice.Auto());
            case "NONE" -> Optional.of(new ToolChoice.None());
            case "ANY" ->
                Optional.of(
                        allowed.size() == 1
                                ? new ToolChoice.Named(allowed.iterator().next())
                                : new ToolChoice.Required());
            default -> {
                calling.wrong("mode", "must be AUTO, ANY, NONE or VALIDATED");
                yield Optional.empty();
            }
        };
    }
}
