package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One of the alternatives of a {@link GatheredAnswer}, as far as it has come. */
final class GatheredChoice {

    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<JsonNode> thinkingBlocks = new ArrayList<>();
    private final Map<Integer, GatheredCall> calls = new TreeMap<>();
    private final Map<String, JsonNode> extras = new HashMap<>();
    private Optional<FinishReason> finish = Optional.empty();
    private Optional<JsonNode> logprobs = Optional.empty();

    GatheredChoice(int index) {
        this.index = index;
    }

    void add(ChatChunk.Choice piece) {
        Delta delta = piece.delta();
        delta.content().ifPresent(content::append);
        delta.refusal().ifPresent(refusal::append);
        delta.reasoning().ifPresent(reasoning::append);
        thinkingBlocks.addAll(delta.thinkingBlocks());
        delta.toolCalls()
                .forEach(call -> calls.computeIfAbsent(call.index(), _ -> new GatheredCall())
                        .add(call));
        delta.extras().forEach((name, value) -> extras.merge(name, value, GatheredChoice::joined));
        finish = piece.finishReason().or(() -> finish);
        logprobs = piece.logprobs()
                .map(more -> logprobs.map(before -> joined(before, more)).orElse(more))
                .or(() -> logprobs);
    }

    /** How many characters it has. */
    long length() {
        long arguments = 0;
        for (GatheredCall call : calls.values()) {
            arguments += call.arguments.length();
        }
        return arguments + content.length() + refusal.length() + reasoning.length();
    }

    ChatResponse.Choice choice() {
        boolean silent = content.isEmpty() && !calls.isEmpty();
        AssistantMessage message = new AssistantMessage(
                silent ? Optional.empty() : Optional.of(content.toString()),
                text(refusal),
                text(reasoning),
                thinkingBlocks,
                calls.values().stream().map(GatheredCall::call).toList(),
                extras);
        return new ChatResponse.Choice(index, message, finish, logprobs);
    }

    private static Optional<String> text(StringBuilder gathered) {
        return gathered.isEmpty() ? Optional.empty() : Optional.of(gathered.toString());
    }

    /** Lists one after the other, objects member by member, of all else the later. */
    private static JsonNode joined(JsonNode before, JsonNode more) {
        if (before instanceof ArrayNode list && more instanceof ArrayNode further) {
            return list.deepCopy().addAll(further);
        }
        if (before instanceof ObjectNode object && more instanceof ObjectNode further) {
            ObjectNode joined = object.deepCopy();
            further.properties()
                    .forEach(member -> joined.set(
                            member.getKey(),
                            joined.has(member.getKey())
                                    ? joined(joined.get(member.getKey()), member.getValue())
                                    : member.getValue()));
            return joined;
        }
        return more;
    }

    private static final class GatheredCall {

        private final StringBuilder arguments = new StringBuilder();
        private final Map<String, JsonNode> extras = new HashMap<>();
        private String id = "";
        private String name = "";

        void add(ToolCallDelta piece) {
            id = piece.id().orElse(id);
            name = piece.name().orElse(name);
            arguments.append(piece.arguments());
            extras.putAll(piece.extras());
        }

        ToolCall call() {
            return new ToolCall(id, name, arguments.isEmpty() ? "{}" : arguments.toString(), extras);
        }
    }
}
