package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.NativeWords;
import java.util.Set;
import java.util.TreeSet;

/** Takes words of another dialect that a caller asked in out of a request: OpenAI refuses what it does not know. */
final class NativeMembers {

    private NativeMembers() {}

    /**
     * The words of a request that a provider does not know.
     *
     * @param lost the {@link Extensions} that it does not know; the others stay
     */
    static Set<String> foreign(NativeWords words, Set<String> lost) {
        if (words.isEmpty()) {
            return Set.of();
        }
        Set<String> foreign = new TreeSet<>(words.names());
        foreign.removeIf(name -> Extensions.ALL.contains(name) && !lost.contains(name));
        return foreign;
    }

    /** Takes members of those names out of turns, parts, calls and tools. */
    static void remove(ObjectNode body, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        body.path("tools").forEach(tool -> removeFrom(tool, names));
        for (JsonNode message : body.path("messages")) {
            removeFrom(message, names);
            message.path("content").forEach(part -> removeFrom(part, names));
            message.path("tool_calls").forEach(call -> removeFrom(call, names));
        }
    }

    private static void removeFrom(JsonNode node, Set<String> names) {
        if (node instanceof ObjectNode object) {
            object.remove(names);
        }
    }
}
