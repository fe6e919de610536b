package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import java.util.List;

/**
 * A tool that Google runs itself, such as its search.
 *
 * @param name the member of an entry that stands for it
 * @param settings the value of that member, most often empty
 * @see <a href="https://ai.google.dev/gemini-api/docs/tools">Gemini's tools</a>
 */
record OwnTool(String name, ObjectNode settings) {

    private static final List<String> NAMES = List.of(
            "googleSearch",
            "googleSearchRetrieval",
            "codeExecution",
            "urlContext",
            "googleMaps",
            "fileSearch",
            "computerUse");

    /**
     * The tool whose name is the type of a tool's definition, with or without underscores. Its settings stand in the
     * member of that name.
     *
     * @param path where it stands in the caller's request
     * @throws GatewayException if Google has no such tool
     */
    static OwnTool of(JsonNode definition, String path) {
        String type = definition.path("type").asText();
        String plain = type.replace("_", "");
        String name = NAMES.stream()
                .filter(own -> own.equalsIgnoreCase(plain))
                .findFirst()
                .orElseThrow(() -> GatewayException.unsupported(path, "Gemini has no tool of the type " + type));
        JsonNode settings = definition.path(type).isObject() ? definition.path(type) : definition.path(name);
        return new OwnTool(name, settings instanceof ObjectNode object ? object : empty());
    }

    /** The tool as an entry among the tools. */
    ObjectNode entry() {
        return empty().set(name, settings);
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
