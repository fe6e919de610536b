package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.anthropic.CallChoice.Kind;
import io.caravan.chat.ResponseFormat;
import java.util.List;

/**
 * A tool whose input is the answer, for models and schemas that the service does not hold an answer to.
 *
 * @param description empty if the tool's schema says enough
 * @param kind whether the model must call it, must call it or another tool, or is free, which it must be while it
 *     thinks
 * @param alone whether it is the only tool
 * @param wrapped whether the answer is the one member of the input, since an input must be an object
 */
record AnswerTool(ObjectNode inputSchema, String description, Kind kind, boolean alone, boolean wrapped)
        implements JsonOutput {

    static final String NAME = "json_tool_call";

    private static final String WRAPPER = "values";
    private static final String REQUEST = "Gives the answer: call it once, with the whole answer as its input.";
    private static final List<String> DEFINITIONS = List.of("$defs", "definitions");
    private static final List<String> BEYOND_OBJECTS = List.of("$ref", "anyOf", "oneOf", "allOf", "enum", "const");

    /**
     * The tool for an answer that may be any object.
     *
     * @param thinks whether the model thinks
     * @param alone whether there is no other tool
     */
    static AnswerTool ofAnyObject(boolean thinks, boolean alone) {
        ObjectNode schema = object().put("additionalProperties", true);
        schema.putObject("properties");
        return new AnswerTool(schema, "", kind(thinks, alone), alone, false);
    }

    /** The tool for an answer that a schema describes. */
    static AnswerTool of(ResponseFormat.JsonSchema format, boolean thinks, boolean alone) {
        String description = format.description().orElse("");
        boolean wrapped = !describesObject(format.schema());
        ObjectNode schema = wrapped ? wrap(format.schema()) : ToolDefinition.schema(format.schema());
        return new AnswerTool(schema, description, kind(thinks, alone), alone, wrapped);
    }

    private static Kind kind(boolean thinks, boolean alone) {
        if (thinks) {
            return Kind.AUTO;
        }
        return alone ? Kind.TOOL : Kind.ANY;
    }

    /** Whether the model has to call something, so that it says nothing else. */
    boolean forced() {
        return kind != Kind.AUTO;
    }

    /** Whether a schema is of objects, as those of tools must be. */
    static boolean describesObject(JsonNode schema) {
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

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    /** What stands in the request's list of tools. */
    ObjectNode definition() {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", NAME);
        String told = kind == Kind.TOOL ? description : (REQUEST + " " + description).strip();
        if (!told.isEmpty()) {
            tool.put("description", told);
        }
        return tool.set("input_schema", inputSchema);
    }

    /** What stands in the request as the choice among its tools. */
    ObjectNode choice() {
        ObjectNode choice = CallChoice.node(kind);
        return kind == Kind.TOOL ? choice.put("name", NAME) : choice;
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
