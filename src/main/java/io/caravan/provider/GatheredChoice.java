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

    private static final String NAME = "name";
    private static final String ARGUMENTS = "arguments";

    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<JsonNode> thinkingBlocks = new ArrayList<>();
    private final Map<Integer, GatheredCall> calls = new TreeMap<>();
    private final Map<String, JsonNode> extras = new HashMap<>();
    private long weight;
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
        delta.extras().forEach(this::keep);
        finish = piece.finishReason().or(() -> finish);
        logprobs = piece.logprobs().map(this::joinedLogprobs).or(() -> logprobs);
        delta.thinkingBlocks().forEach(this::weigh);
    }

    private void keep(String name, JsonNode value) {
        weigh(value);
        if (name.equals(OldFunctions.CALL) && extras.get(name) instanceof ObjectNode call) {
            append(call, value);
        } else {
            extras.merge(name, value.deepCopy(), GatheredChoice::joined);
        }
    }

    /** The call of an old function comes in pieces, as those of tools do. */
    private static void append(ObjectNode call, JsonNode piece) {
        String name = call.path(NAME).asText() + piece.path(NAME).asText();
        String arguments = call.path(ARGUMENTS).asText() + piece.path(ARGUMENTS).asText();
        call.put(NAME, name).put(ARGUMENTS, arguments);
    }

    private JsonNode joinedLogprobs(JsonNode more) {
        weigh(more);
        return logprobs.map(before -> joined(before, more)).orElseGet(more::deepCopy);
    }

    private void weigh(JsonNode json) {
        weight += json.toString().length();
    }

    /** How many characters it has. */
    long length() {
        long arguments = weight;
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

    /** Lists one after the other, objects member by member, of all else the later; what came before grows. */
    private static JsonNode joined(JsonNode before, JsonNode more) {
        if (before instanceof ArrayNode list && more instanceof ArrayNode further) {
            return list.addAll(further);
        }
        if (before instanceof ObjectNode object && more instanceof ObjectNode further) {
            further.properties()
                    .forEach(member -> object.set(
                            member.getKey(),
                            object.has(member.getKey())
                                    ? joined(object.get(member.getKey()), member.getValue())
                                    : member.getValue().deepCopy()));
            return object;
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
