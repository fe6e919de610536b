package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.client.ArgumentText;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One of the alternatives of a streamed answer, as far as it has come. Calls are held until they are whole. */
final class ClientCandidate {

    private final ClientParts maker;
    private final ClientFinish finish = new ClientFinish();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private boolean thinks;

    /** A call whose arguments are coming. */
    private record Call(String id, String name, ArgumentText arguments, Map<String, JsonNode> extras) {
        ToolCall whole() {
            return new ToolCall(id, name, arguments.toString(), extras);
        }
    }

    ClientCandidate(ClientParts maker) {
        this.maker = maker;
    }

    void extras(Map<String, JsonNode> extras) {
        finish.extras(extras);
    }

    void finish(FinishReason reason) {
        finish.reason(reason);
    }

    /** The parts that a piece of the message makes, which may be none. */
    ArrayNode parts(Delta delta) {
        finish.extras(delta.extras());
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        addThoughts(delta, parts);
        String text = delta.content().orElse("");
        if (!text.isEmpty() || ClientParts.signature(delta.extras()).isPresent()) {
            parts.add(ClientParts.sign(ClientParts.text(text), delta.extras()));
        }
        String refusal = delta.refusal().orElse("");
        if (!refusal.isEmpty()) {
            parts.add(ClientParts.text(refusal));
        }
        if (!delta.extras().isEmpty()) {
            parts.addAll(ClientParts.others(delta.extras()));
        }
        for (ToolCallDelta call : delta.toolCalls()) {
            add(call, parts);
        }
        return parts;
    }

    /** Thoughts come in the clear and then signed, or in both ways at once if they come whole. */
    private void addThoughts(Delta delta, ArrayNode parts) {
        boolean whole = !thinks && delta.thinkingBlocks().stream().anyMatch(ClientCandidate::signed);
        String reasoning = whole ? "" : delta.reasoning().orElse("");
        if (!reasoning.isEmpty()) {
            thinks = true;
            parts.add(ClientThoughts.part(reasoning));
        }
        for (JsonNode block : delta.thinkingBlocks()) {
            boolean said = thinks && block.path("type").asText().equals("thinking");
            if (!said || signed(block)) {
                parts.add(ClientThoughts.part(block, said));
                thinks = false;
            }
        }
    }

    private static boolean signed(JsonNode block) {
        return !block.path("signature").asText("").isEmpty();
    }

    private void add(ToolCallDelta piece, ArrayNode parts) {
        Call call = calls.computeIfAbsent(
                piece.index(),
                _ -> new Call(
                        piece.id().orElse(""),
                        piece.name().orElse(""),
                        new ArgumentText(),
                        new HashMap<>(piece.extras())));
        boolean before = call.arguments().whole();
        call.arguments().add(piece.arguments());
        if (!before && call.arguments().whole()) {
            parts.add(maker.call(call.whole()));
        }
    }

    /** The end, with the calls that have never become whole. */
    ObjectNode end() {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        calls.values().stream()
                .filter(call -> !call.arguments().whole())
                .map(call -> maker.call(call.whole()))
                .forEach(parts::add);
        ObjectNode candidate = JsonNodeFactory.instance.objectNode();
        candidate
                .putObject("content")
                .put("role", "model")
                .set("parts", parts.isEmpty() ? parts.add(ClientParts.text("")) : parts);
        finish.writeTo(candidate);
        return candidate;
    }
}
