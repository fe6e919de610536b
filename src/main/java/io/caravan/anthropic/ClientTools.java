package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.chat.json.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which tools a client offers.
 *
 * @see <a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview">Tool use</a>
 */
final class ClientTools {

    private static final Set<String> KNOWN = Set.of("type", "name", "description", "input_schema", "strict");

    private ClientTools() {}

    static Tools read(Fields request) {
        Fields choice = request.inside("tool_choice");
        return new Tools(
                request.each("tools").stream().map(ClientTools::tool).toList(),
                choice.object().isObject() ? choice(choice) : Optional.empty(),
                choice.flag("disable_parallel_tool_use").map(disabled -> !disabled));
    }

    /** A tool of the service's own has another type, and stays as it is. */
    private static Tool tool(Fields tool) {
        if (!tool.text("type").orElse("custom").equals("custom")) {
            return new Tool.Other(tool.object());
        }
        if (!tool.has("input_schema")) {
            tool.wrong("input_schema", "is required");
        }
        String name = tool.required("name");
        if (name.isEmpty() && tool.node("name").isTextual()) {
            tool.wrong("name", "must not be empty");
        }
        return new Tool.Function(
                name,
                tool.text("description"),
                Optional.of(tool.inside("input_schema").object()).filter(JsonNode::isObject),
                tool.flag("strict"),
                ClientContent.others(tool, KNOWN));
    }

    private static Optional<ToolChoice> choice(Fields choice) {
        return switch (choice.required("type")) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "any" -> Optional.of(new ToolChoice.Required());
            case "none" -> Optional.of(new ToolChoice.None());
            case "tool" -> Optional.of(new ToolChoice.Named(choice.required("name")));
            default -> {
                choice.wrong("type", "must be auto, any, tool or none");
                yield Optional.empty();
            }
        };
    }
}
