package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is thought in the course of an answer. */
final class Thoughts {

    private static final List<String> STEP = List.of("id", "position", "tool", "tool_input", "observation");

    private final Speech speech;
    private final Map<String, String> byId = new HashMap<>();
    private boolean heard;

    Thoughts(Speech speech) {
        this.speech = speech;
    }

    /** A piece of a model's reasoning. */
    void piece(String text, Consumer<ChatChunk> chunks) {
        if (!text.isEmpty()) {
            heard = true;
            chunks.accept(ChatChunk.of(Delta.reasoning(text)));
        }
    }

    /** The reasoning as the end tells it, of use if it was not heard before. */
    void late(String text, Consumer<ChatChunk> chunks) {
        if (!heard) {
            piece(text, chunks);
        }
    }

    /** An agent's step, told again whenever more of it is known; what it has said aloud is told as its thought too. */
    void agent(JsonNode step, Consumer<ChatChunk> chunks) {
        String thought = step.path("thought").asText("");
        String before = byId.getOrDefault(step.path("id").asText(), "");
        if (!thought.equals(before) && !speech.holds(thought.strip())) {
            byId.put(step.path("id").asText(), thought);
            piece(thought.startsWith(before) ? thought.substring(before.length()) : thought, chunks);
        }
        if (!step.path("tool").asText("").isEmpty()) {
            chunks.accept(DifyStream.extra(ProviderFields.item("agent_thoughts", step, STEP)));
        }
    }
}
