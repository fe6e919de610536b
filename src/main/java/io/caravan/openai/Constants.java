package io.caravan.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;

/**
 * Members that the provider wants unless the caller has set them, {@code reasoning_split=true}: {@code set}
 * in every request, {@code unstreamed} in those for a whole answer.
 */
record Constants(Clauses<ObjectNode> members, boolean streamedToo) implements RequestQuirk {

    private static final JsonMapper JSON = new JsonMapper();

    static Constants always(Quirks quirks) {
        return new Constants(Clauses.of(quirks, "set", Constants::members), true);
    }

    static Constants unstreamed(Quirks quirks) {
        return new Constants(Clauses.of(quirks, "unstreamed", Constants::members), false);
    }

    @Override
    public void apply(RoutedRequest routed, ObjectNode body) {
        if (streamedToo || !routed.chat().stream()) {
            members.first(routed.model())
                    .ifPresent(constants -> constants
                            .properties()
                            .forEach(member -> set(member.getKey(), member.getValue(), routed, body)));
        }
    }

    /** What another quirk has put there gives way where an answer would be refused otherwise. */
    private void set(String name, JsonNode value, RoutedRequest routed, ObjectNode body) {
        if (!streamedToo && !routed.chat().extras().containsKey(name)) {
            body.set(name, value);
        } else {
            body.putIfAbsent(name, value);
        }
    }

    /** The members that a text such as {@code a=true, b=word} names. */
    static ObjectNode members(String text) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        Clauses.pairs(text).forEach((name, value) -> members.set(name, value(value)));
        return members;
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }
}
