package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ResponseFormat;
import java.util.List;

/**
 * A tool whose input is the answer, for models and schemas that the service does not hold an answer to.
 *
 * @param description empty if the tool's schema says enough
 * @param forced whether the model has no choice; while it thinks it must have one
 * @param wrapped whether the answer is the one member of the input, since an input must be an object
 */
record AnswerTool(ObjectNode inputSchema, String description, boolean forced, boolean wrapped) implements JsonOutput {

    static final String NAME = "json_tool_call";

    private static final String WRAPPER = "values";
    private static final String REQUEST = "Gives the answer: call it once, with the whole answer as its input.";
    private static final List<String> DEFINITIONS = List.of("$defs", "definitions");
    private static final List<String> BEYOND_OBJECTS = List.of("$ref", "anyOf", "oneOf", "allOf", "enum", "const");

    /** The tool for an answer that may be any object. */
    static AnswerTool ofAnyObject(boolean forced) {
        ObjectNode schema = object().put("additionalProperties", true);
        schema.putObject("properties");
        return new AnswerTool(schema, forced ? "" : REQUEST, forced, false);
    }

    /** The tool for an answer that a schema describes. */
    static AnswerTool of(ResponseFormat.JsonSchema format, boolean forced) {
        String description = format.description().orElse("");
        boolean wrapped = !describesObject(format.schema());
        return new AnswerTool(
                wrapped ? wrap(format.schema()) : complete(format.schema()),
                forced ? description : (REQUEST + " " + description).strip(),
                forced,
                wrapped);
    }

    private static boolean describesObject(JsonNode schema) {
        return schema.has("type")
                ? schema.path("type").asText().equals("object")
                : BEYOND_OBJECTS.stream().noneMatch(schema::has);
    }

    private static ObjectNode wrap(JsonNode schema) {
        ObjectNode wrapper = object().put("additionalProperties", false);
        ObjectNode inner = schema.deepCopy();
        wrapper.putObject("properties").set(WRAPPER, inner);
        wrapper.putArray("required").add(WRAPPER);
        for (String definitions : DEFINITIONS) {
            if (inner.has(definitions)) {
                wrapper.set(definitions, inner.remove(definitions));
            }
        }
        return wrapper;
    }

    private static ObjectNode complete(JsonNode schema) {
        ObjectNode complete = object();
        schema.properties().forEach(member -> complete.set(member.getKey(), member.getValue()));
        if (!complete.has("properties")) {
            complete.putObject("properties");
        }
        return complete;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    /** What stands in the request's list of tools. */
    ObjectNode definition() {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", NAME);
        if (!description.isEmpty()) {
            tool.put("description", description);
        }
        return tool.set("input_schema", inputSchema);
    }

    /** What stands in the request as the choice among its tools. */
    ObjectNode choice() {
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        return forced ? choice.put("type", "tool").put("name", NAME) : choice.put("type", "auto");
    }

    /** The answer in an input of the tool. */
    String answer(JsonNode input) {
        return (wrapped && input.has(WRAPPER) ? input.get(WRAPPER) : input).toString();
    }

    /** The reader of an answer that comes in fragments of an input's JSON. */
    AnswerText text() {
        return wrapped ? AnswerText.inside(WRAPPER) : AnswerText.plain();
    }
}
