package io.caravan.chat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;

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

    Sampling or(Sampling others) {
        return new Sampling(
                first(temperature, others.temperature),
                first(topP, others.topP),
                n.isPresent() ? n : others.n,
                seed.isPresent() ? seed : others.seed,
                first(presencePenalty, others.presencePenalty),
                first(frequencyPenalty, others.frequencyPenalty),
                stop.isEmpty() ? others.stop : stop);
    }

    private static OptionalDouble first(OptionalDouble number, OptionalDouble other) {
        return number.isPresent() ? number : other;
    }

    void addTo(SortedSet<String> members) {
        ChatRequest.addIf(temperature.isPresent(), "temperature", members);
        ChatRequest.addIf(topP.isPresent(), "top_p", members);
        ChatRequest.addIf(n.isPresent(), "n", members);
        ChatRequest.addIf(seed.isPresent(), "seed", members);
        ChatRequest.addIf(presencePenalty.isPresent(), "presence_penalty", members);
        ChatRequest.addIf(frequencyPenalty.isPresent(), "frequency_penalty", members);
        ChatRequest.addIf(!stop.isEmpty(), "stop", members);
    }
}
