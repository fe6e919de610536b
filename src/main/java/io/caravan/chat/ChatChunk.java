package io.caravan.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One piece of an answer. The provider's transformer gives the choices and the usage; id, time and model are
 * the same in every piece of a {@link ChatStream} and stand there.
 *
 * @param usage cumulative, in the piece in which the provider told it
 */
public record ChatChunk(List<Choice> choices, Optional<Usage> usage, Map<String, JsonNode> extras) {

    public ChatChunk {
        choices = List.copyOf(choices);
        extras = Map.copyOf(extras);
    }

    /** A piece of the first and mostly only choice. */
    public static ChatChunk of(Delta delta) {
        return of(new Choice(0, delta, Optional.empty(), Optional.empty()));
    }

    /** A piece of one choice. */
    public static ChatChunk of(Choice choice) {
        return new ChatChunk(List.of(choice), Optional.empty(), Map.of());
    }

    /** The end of a choice. */
    public static ChatChunk finish(int index, FinishReason reason) {
        return of(new Choice(index, Delta.EMPTY, Optional.of(reason), Optional.empty()));
    }

    /** The tokens so far, without any text. */
    public static ChatChunk usage(Usage usage) {
        return new ChatChunk(List.of(), Optional.of(usage), Map.of());
    }

    /** A piece of one of the alternatives. */
    public record Choice(int index, Delta delta, Optional<FinishReason> finishReason, Optional<JsonNode> logprobs) {}
}
