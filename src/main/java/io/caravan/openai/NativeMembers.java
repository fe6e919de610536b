package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.NativeWords;
import java.util.Collection;

/** Takes words of another dialect that a caller asked in out of a request: OpenAI refuses what it does not know. */
final class NativeMembers {

    private NativeMembers() {}

    static void remove(ObjectNode body, NativeWords words) {
        remove(body, words.names());
    }

    /** Takes out members of those names wherever they may stand. */
    static void remove(ObjectNode body, Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        body.remove(names);
        for (JsonNode message : body.path("messages")) {
            removeFrom(message, names);
            message.path("content").forEach(part -> removeFrom(part, names));
            message.path("tool_calls").forEach(call -> removeFrom(call, names));
        }
    }

    private static void removeFrom(JsonNode node, Collection<String> names) {
        if (node instanceof ObjectNode object) {
            object.remove(names);
        }
    }
}
