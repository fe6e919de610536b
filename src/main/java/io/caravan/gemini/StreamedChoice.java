package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One of the alternatives in a stream, as far as it has come. */
final class StreamedChoice {

    private final int index;
    private final ProviderFields fields = new ProviderFields();
    private int calls;
    private boolean spoken;
    private Optional<String> reason = Optional.empty();
    private boolean blocked;

    StreamedChoice(int index) {
        this.index = index;
    }

    /** Whether it has said anything. */
    boolean spoken() {
        return spoken;
    }

    /** Whether there is a reason for it to end here. */
    boolean ended() {
        return reason.isPresent();
    }

    /** The mistake of the model's own that ended it, if one did. */
    Optional<String> failure() {
        return reason.filter(word -> !blocked && FinishReasons.failure(word));
    }

    /** Gives what a piece says. */
    void say(Candidate candidate, Consumer<ChatChunk> chunks) {
        fields.sources(candidate.json());
        Optional<JsonNode> logprobs = candidate.logprobs();
        for (Part part : candidate.parts()) {
            Delta delta = delta(part);
            if (!delta.equals(Delta.EMPTY)) {
                spoken = true;
                chunks.accept(ChatChunk.of(new ChatChunk.Choice(index, delta, Optional.empty(), logprobs)));
                logprobs = Optional.empty();
            }
        }
    }

    private Delta delta(Part part) {
        return switch (part) {
            case Part.Text text -> text(Optional.of(text.text()), Optional.empty(), text.signature());
            case Part.Thought thought -> text(Optional.empty(), Optional.of(thought.text()), thought.signature());
            case Part.Call call -> call(call);
            case Picture picture -> extra(Map.of("images", pictures(picture)));
            case Part.Other other ->
                extra(new ProviderFields().part(other.raw()).extras());
        };
    }

    private static Delta text(Optional<String> content, Optional<String> reasoning, Optional<String> signature) {
        return new Delta(
                Optional.empty(),
                content.filter(text -> !text.isEmpty()),
                Optional.empty(),
                reasoning.filter(text -> !text.isEmpty()),
                List.of(),
                List.of(),
                ThoughtSignature.members(signature));
    }

    /** A call comes whole, so that its only piece has everything. */
    private Delta call(Part.Call call) {
        ToolCallDelta delta = new ToolCallDelta(
                calls, Optional.of(call.id()), Optional.of(call.name()), call.arguments(), call.extras());
        calls++;
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(delta),
                Map.of());
    }

    private static JsonNode pictures(Picture picture) {
        return JsonNodeFactory.instance.arrayNode().add(picture.imageUrl());
    }

    private static Delta extra(Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), extras);
    }

    /** Keeps why it ends, should nothing more come. */
    void end(String word) {
        if (!blocked) {
            reason = Optional.of(word);
        }
    }

    /** Keeps why it was refused, which stays so whatever comes. */
    void block(String word) {
        end(word);
        blocked = true;
    }

    /** Gives the end, and with it where the answer came from. */
    void finish(Consumer<ChatChunk> chunks) {
        String word = reason.orElseThrow();
        FinishReason finish = blocked ? FinishReason.CONTENT_FILTER : FinishReasons.of(word, calls > 0);
        Delta delta = extra(fields.finishReason(word, finish).extras());
        chunks.accept(ChatChunk.of(new ChatChunk.Choice(index, delta, Optional.of(finish), Optional.empty())));
    }
}
