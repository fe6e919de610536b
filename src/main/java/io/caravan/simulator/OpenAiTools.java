package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what may be called from a request in OpenAI's format, or in Cohere's, which is nearly the same. */
final class OpenAiTools {

    private OpenAiTools() {}

    static Tools read(Members request) {
        List<Tool> tools = request.each("tools").stream()
                .filter(tool -> tool.text("type").orElse("").equals("function"))
                .map(tool -> function(tool.inside("function")))
                .toList();
        Optional<Boolean> parallel = Optional.of(request.node("parallel_tool_calls"))
                .filter(node -> !node.isMissingNode())
                .map(_ -> request.flag("parallel_tool_calls"));
        JsonNode choice = request.node("tool_choice");
        if (choice.isMissingNode()) {
            return new Tools(tools, Optional.empty(), parallel);
        }
        if (tools.isEmpty() && request.each("tools").isEmpty()) {
            throw GatewayException.invalid("tool_choice", "is only allowed when 'tools' are specified");
        }
        return choice.path("type").asText().equals("allowed_tools")
                ? allowed(tools, new Members(choice).inside("allowed_tools"), parallel)
                : new Tools(tools, Optional.of(choice(tools, choice)), parallel);
    }

    /** A function as a tool. */
    static Tool function(Members function) {
        return new Tool.Function(
                function.text("name")
                        .filter(name -> !name.isEmpty())
                        .orElseThrow(() -> GatewayException.invalid("tools", "a function has no name")),
                function.text("description"),
                Optional.of(function.node("parameters")).filter(JsonNode::isObject),
                Optional.empty());
    }

    private static Tools allowed(List<Tool> tools, Members allowed, Optional<Boolean> parallel) {
        List<String> names = allowed.each("tools").stream()
                .map(tool -> tool.inside("function").text("name").orElse(""))
                .toList();
        ToolChoice mode = allowed.text("mode").orElse("auto").equals("required")
                ? new ToolChoice.Required()
                : new ToolChoice.Auto();
        return new Tools(only(tools, names), Optional.of(mode), parallel);
    }

    /** The functions of these names. */
    static List<Tool> only(List<Tool> tools, List<String> names) {
        return tools.stream()
                .filter(tool -> tool instanceof Tool.Function function && names.contains(function.name()))
                .toList();
    }

    private static ToolChoice choice(List<Tool> tools, JsonNode choice) {
        if (choice.isObject()) {
            return named(tools, choice.at("/function/name").asText());
        }
        return switch (choice.asText().toLowerCase(Locale.ROOT)) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default -> throw GatewayException.invalid("tool_choice", "must be none, auto, required or a function");
        };
    }

    /** That function must be called, if it is there. */
    static ToolChoice named(List<Tool> tools, String name) {
        if (only(tools, List.of(name)).isEmpty()) {
            throw GatewayException.invalid("tool_choice", "Tool '" + name + "' not found in provided 'tools'.");
        }
        return new ToolChoice.Named(name);
    }
}
