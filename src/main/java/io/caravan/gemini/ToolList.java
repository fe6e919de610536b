package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Tool;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;

/** What may be called: all functions in one entry, and each of Google's own tools in another. */
final class ToolList {

    private final ModelFamily family;
    private final ArrayNode functions = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode others = JsonNodeFactory.instance.arrayNode();

    private ToolList(ModelFamily family) {
        this.family = family;
    }

    /**
     * The entries for what a request allows, none if that is nothing.
     *
     * @throws GatewayException if one of the tools is none of Google's, or has a schema that cannot be told
     */
    static ArrayNode of(ChatRequest chat, ModelFamily family) {
        ToolList list = new ToolList(family);
        List<Tool> tools = chat.tools().definitions();
        for (int index = 0; index < tools.size(); index++) {
            list.add(tools.get(index), "tools." + index);
        }
        if (searches(chat, family)) {
            list.others.addObject().putObject("googleSearch");
        }
        return list.entries();
    }

    /**
     * Whether OpenAI's way to ask for a search of the web becomes Google's tool for it, which Gemini 1 does not know
     * and Gemini 2 does not take beside functions.
     */
    static boolean searches(ChatRequest chat, ModelFamily family) {
        return GenerateContentRequest.extension(chat.extras(), "web_search_options")
                        .isPresent()
                && family.jsonSchema()
                && chat.tools().definitions().isEmpty();
    }

    private void add(Tool tool, String path) {
        switch (tool) {
            case Tool.Function function -> functions.add(declaration(function, path + ".function.parameters"));
            case Tool.Other other -> others.add(OwnTool.of(other.raw(), path).entry());
        }
    }

    private ArrayNode entries() {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        if (!functions.isEmpty()) {
            entries.addObject().set("functionDeclarations", functions);
        }
        return entries.addAll(others);
    }

    private ObjectNode declaration(Tool.Function function, String path) {
        ObjectNode declaration = JsonNodeFactory.instance.objectNode().put("name", function.name());
        function.description().ifPresent(description -> declaration.put("description", description));
        Optional<JsonNode> schema = function.parameters().filter(ToolList::says);
        schema.ifPresent(given -> parameters(declaration, given, path));
        return declaration;
    }

    /** Whether a schema of parameters says anything; that of an object without properties is answered with 400. */
    private static boolean says(JsonNode schema) {
        return schema.properties().stream().anyMatch(member -> switch (member.getKey()) {
            case "type", "title", "description", "$schema", "required" -> false;
            case "properties" -> !member.getValue().isEmpty();
            case "additionalProperties" -> !member.getValue().equals(BooleanNode.FALSE);
            default -> true;
        });
    }

    /** In the form that keeps the whole schema, as far as the model knows it. */
    private void parameters(ObjectNode declaration, JsonNode schema, String path) {
        if (family.jsonSchema() && !OpenApiSchema.holds(schema)) {
            RecursionCheck.pass(schema, path);
            declaration.set("parametersJsonSchema", schema);
            return;
        }
        ObjectNode parameters = OpenApiSchema.of(schema, path);
        if (says(parameters)) {
            declaration.set("parameters", parameters);
        }
    }
}
