package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one event says about one choice, filled while the event is read. What it does not say stays empty. */
final class ChoicePiece {

    int index;
    boolean role;
    String content = "";
    String reasoning = "";
    String refusal = "";
    String finish = "";
    String originalFinish = "";
    boolean moderated;
    Optional<Usage> usage = Optional.empty();
    Optional<JsonNode> logprobs = Optional.empty();
    List<JsonNode> thinkingBlocks = List.of();
    List<CallPiece> calls = List.of();
    Map<String, JsonNode> extras = Map.of();

    /** Notes reasoning, which some providers give twice under different names. */
    void reason(String text) {
        reasoning = reasoning.isEmpty() ? text : reasoning;
    }

    void add(CallPiece call) {
        if (calls.isEmpty()) {
            calls = new ArrayList<>(1);
        }
        calls.add(call);
    }

    void add(String name, JsonNode extra) {
        if (extras.isEmpty()) {
            extras = new LinkedHashMap<>();
        }
        extras.put(name, extra);
    }

    /** Whether something of the message comes with it. */
    boolean speaks() {
        return !content.isEmpty()
                || !reasoning.isEmpty()
                || !refusal.isEmpty()
                || !calls.isEmpty()
                || !thinkingBlocks.isEmpty()
                || !extras.isEmpty()
                || logprobs.isPresent();
    }

    /**
     * What an event says about one tool call.
     *
     * @param index the provider's number for it, -1 if it gives none
     */
    record CallPiece(int index, String id, String name, String arguments, Map<String, JsonNode> extras) {}
}
