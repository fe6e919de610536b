package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What Dify tells and OpenAI has no place for: {@code provider_specific_fields}. */
final class ProviderFields {

    private static final String NAME = "provider_specific_fields";

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    /** Some members of an object in a list of their own. */
    static Map<String, JsonNode> item(String list, JsonNode object, List<String> members) {
        ProviderFields item = new ProviderFields();
        ObjectNode kept = item.fields.putArray(list).addObject();
        for (String member : members) {
            if (object.hasNonNull(member)) {
                kept.set(member, object.get(member));
            }
        }
        return item.extras();
    }

    /** Keeps what leads back to the message, and where it was found. */
    ProviderFields message(Event event) {
        keepText("conversation_id", event.text("conversation_id"));
        keepText("message_id", event.messageId().orElse(""));
        keepList("retriever_resources", event.json().path("metadata").path("retriever_resources"));
        keepList("files", event.json().path("files"));
        return this;
    }

    /** Keeps an event as it came. */
    ProviderFields note(String name, JsonNode value) {
        fields.set(name, value);
        return this;
    }

    private void keepText(String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }

    private void keepList(String name, JsonNode list) {
        if (list.isArray() && !list.isEmpty()) {
            fields.set(name, list);
        }
    }

    /** The fields as a member of a message or a delta; no member if there are none. */
    Map<String, JsonNode> extras() {
        return fields.isEmpty() ? Map.of() : Map.of(NAME, fields);
    }
}
