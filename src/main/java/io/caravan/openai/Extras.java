package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The members of a provider's object that have no meaning here and are passed on. */
final class Extras {

    private Extras() {}

    /** Adds to an object the extras that are not lost. */
    static ObjectNode add(Map<String, JsonNode> extras, ObjectNode object, Set<String> lost) {
        extras.forEach((name, value) -> {
            if (!lost.contains(name)) {
                object.set(name, value);
            }
        });
        return object;
    }

    static Map<String, JsonNode> of(JsonNode object, Set<String> known) {
        Map<String, JsonNode> extras = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!known.contains(member.getKey()) && !member.getValue().isNull()) {
                extras.put(member.getKey(), member.getValue());
            }
        });
        return extras;
    }
}
