package io.caravan.chat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How tokens are drawn; what the caller left out is empty, and a zero is a zero. */
public record Sampling(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt n,
        OptionalLong seed,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        List<String> stop) {
    public Sampling {
        stop = List.copyOf(stop);
    }
}
