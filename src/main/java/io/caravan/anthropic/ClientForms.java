package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The blocks of answers, in the form that whole answers and streams have in common. */
final class ClientForms {

    private static final String PROVIDER_FIELDS = "provider_specific_fields";

    private ClientForms() {}

    static ObjectNode text(String text) {
        return typed("text").put("text", text);
    }

    /** Thinking that nobody has signed; clients rely on the member. */
    static ObjectNode thinking(String text) {
        return typed("thinking").put("thinking", text).put("signature", "");
    }

    /** A call without its input, with what its provider wants to see again. */
    static ObjectNode call(String id, String name, Map<String, JsonNode> extras) {
        ObjectNode block = typed("tool_use").put("id", id).put("name", name);
        JsonNode fields = extras.get(PROVIDER_FIELDS);
        if (fields != null) {
            block.set(PROVIDER_FIELDS, fields);
        }
        return block.set("input", JsonNodeFactory.instance.objectNode());
    }

    /** The call that an answer in JSON is dressed up as. */
    static ObjectNode answerCall() {
        return call("toolu_json", "json_output", Map.of());
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
