package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Tool;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes entries of the list of tools.
 *
 * @see <a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/implement-tool-use">Tool use</a>
 */
final class ToolDefinition {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** How the types of the service's own tools begin; a date follows. */
    private static final List<String> OWN_TYPES = List.of(
            "web_search_",
            "web_fetch_",
            "code_execution_",
            "bash_",
            "text_editor_",
            "computer_",
            "memory_",
            "tool_search_tool_");

    private ToolDefinition() {}

    /**
     * The entry for a tool.
     *
     * @param path the tool's place in the request
     * @throws GatewayException if Anthropic has no form for it
     */
    static ObjectNode of(Tool tool, ModelFamily family, String path) {
        return switch (tool) {
            case Tool.Function function -> function(function, family, path);
            case Tool.Other(JsonNode raw) -> own(raw, path);
        };
    }

    /** The tool that stands for those that were called earlier and that the request no longer has. */
    static ObjectNode forgotten() {
        ObjectNode tool = NODES.objectNode()
                .put("name", "dummy_tool")
                .put("description", "Stands for the tools that were called earlier. It cannot be called.");
        return tool.set("input_schema", schema(NODES.objectNode()));
    }

    private static ObjectNode function(Tool.Function function, ModelFamily family, String path) {
        if (!NAME.matcher(function.name()).matches()) {
            throw GatewayException.unsupported(
                    path + ".function.name", "must be letters, digits, dashes and underscores, for anthropic");
        }
        JsonNode parameters = function.parameters().orElseGet(NODES::objectNode);
        if (!parameters.has("$ref") && !AnswerTool.describesObject(parameters)) {
            throw GatewayException.invalid(path + ".function.parameters", "must describe an object");
        }
        boolean strict = function.strict().orElse(false) && canHold(family, parameters);
        ObjectNode tool = NODES.objectNode().put("name", function.name());
        function.description()
                .filter(description -> !description.isBlank())
                .ifPresent(description -> tool.put("description", description));
        tool.set("input_schema", schema(strict ? SchemaSubset.of(parameters) : parameters));
        if (strict) {
            tool.put("strict", true);
        }
        OwnMembers.keep(tool, function.extras());
        return tool;
    }

    /** Whether the service can hold the model to the schema. */
    private static boolean canHold(ModelFamily family, JsonNode schema) {
        return family.atLeast(Generation.STRUCTURED) && !schema.has("$ref") && SchemaSubset.expresses(schema);
    }

    /** The schema with the two members that the service insists on. */
    static ObjectNode schema(JsonNode schema) {
        ObjectNode complete = NODES.objectNode().put("type", "object");
        schema.properties().forEach(member -> complete.set(member.getKey(), member.getValue()));
        complete.put("type", "object");
        if (!complete.path("properties").isObject()) {
            complete.putObject("properties");
        }
        return complete;
    }

    private static ObjectNode own(JsonNode raw, String path) {
        String type = raw.path("type").asText();
        boolean known =
                raw.path("input_schema").isObject() || OWN_TYPES.stream().anyMatch(type::startsWith);
        if (known && raw.path("name").isTextual() && raw instanceof ObjectNode tool) {
            return tool;
        }
        throw GatewayException.unsupported(path, "tools of type " + type + " cannot be sent to anthropic");
    }
}
