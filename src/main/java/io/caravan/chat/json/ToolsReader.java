package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolCall;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what may be called and what was called. */
final class ToolsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private ToolsReader() {}

    static Tools tools(Fields request) {
        if (!request.has("tools") && !request.has("tool_choice") && !request.has("parallel_tool_calls")) {
            return Tools.NONE;
        }
        return new Tools(
                request.each("tools").stream().map(ToolsReader::tool).toList(),
                choice(request),
                request.flag("parallel_tool_calls"));
    }

    private static Tool tool(Fields tool) {
        if (!tool.required("type").equals("function")) {
            return new Tool.Other(tool.object());
        }
        if (!tool.has("function")) {
            tool.wrong("function", "is required");
        }
        Fields function = tool.inside("function");
        String name = function.required("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            function.wrong("name", "must be 1 to 128 letters, digits, dots, dashes or underscores");
        }
        return new Tool.Function(
                name,
                function.text("description"),
                Optional.of(function.inside("parameters").object()).filter(JsonNode::isObject),
                function.flag("strict"),
                tool.others(Set.of("type", "function")));
    }

    private static Optional<ToolChoice> choice(Fields request) {
        return request.any("tool_choice").map(choice -> choice(request, choice));
    }

    private static ToolChoice choice(Fields request, JsonNode choice) {
        if (choice.isObject()) {
            String name = choice.path("function").path("name").asText("");
            boolean named = choice.path("type").asText().equals("function") && !name.isEmpty();
            return named ? new ToolChoice.Named(name) : new ToolChoice.Other(choice);
        }
        return switch (choice.asText()) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default -> {
                request.wrong("tool_choice", "must be auto, none, required or an object that names a function");
                yield new ToolChoice.Auto();
            }
        };
    }

    static List<ToolCall> calls(Fields message) {
        return hasForeignCalls(message)
                ? List.of()
                : message.each("tool_calls").stream().map(ToolsReader::call).toList();
    }

    /** Calls of kinds that Caravan does not know stay among the members that it leaves alone. */
    static Map<String, JsonNode> withForeignCalls(Fields message, Map<String, JsonNode> extras) {
        if (hasForeignCalls(message)) {
            extras.put("tool_calls", message.node("tool_calls"));
        }
        return extras;
    }

    private static boolean hasForeignCalls(Fields message) {
        for (JsonNode call : message.node("tool_calls")) {
            if (call.isObject() && !call.path("type").asText("function").equals("function")) {
                return true;
            }
        }
        return false;
    }

    private static ToolCall call(Fields call) {
        Fields function = call.inside("function");
        if (!call.has("function")) {
            call.wrong("function", "is required");
        }
        String arguments = function.text("arguments").orElse("");
        return new ToolCall(
                call.text("id").orElse(""),
                call.has("function") ? function.required("name") : "",
                arguments.isBlank() ? "{}" : arguments,
                call.others(Set.of("id", "type", "function", "index")));
    }
}
