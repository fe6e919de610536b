package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Brings the names of members into camel case, since Google takes them with underscores too. What belongs to the caller,
 * such as the arguments of a call or a schema, stays as it is.
 */
final class ClientWords {

    private static final Set<String> CALLERS = Set.of(
            "args",
            "response",
            "parameters",
            "parametersJsonSchema",
            "responseSchema",
            "responseJsonSchema",
            "responseFormat",
            "labels");

    private ClientWords() {}

    static JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(object);
            case ArrayNode list -> list(list);
            default -> node;
        };
    }

    private static ObjectNode object(ObjectNode object) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> {
            String name = camel(member.getKey());
            renamed.set(name, CALLERS.contains(name) ? member.getValue() : of(member.getValue()));
        });
        return renamed;
    }

    private static ArrayNode list(ArrayNode list) {
        ArrayNode renamed = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(item -> renamed.add(of(item)));
        return renamed;
    }

    /** A name in camel case, itself if it has no underscore. */
    static String camel(String name) {
        if (name.indexOf('_', 1) < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean raise = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && i > 0) {
                raise = true;
            } else {
                camel.append(raise ? Character.toUpperCase(c) : c);
                raise = false;
            }
        }
        return camel.toString();
    }
}
