package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A conversation to be continued by a model.
 *
 * @param model the name the caller used, prefix included
 * @param stream whether the answer is wanted piece by piece
 * @param streamOptions OpenAI's member of that name, empty if the caller left it out
 * @param extras members that Caravan gives no meaning; they reach OpenAI-compatible providers unchanged
 * @param natives which of them, and of the extras inside, are words of another dialect that the caller asked in
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        Sampling sampling,
        OutputLimit limit,
        Optional<ResponseFormat> responseFormat,
        Optional<ReasoningEffort> reasoningEffort,
        Tools tools,
        boolean stream,
        Map<String, JsonNode> streamOptions,
        Optional<String> user,
        Map<String, JsonNode> extras,
        NativeWords natives) {

    public ChatRequest {
        requireNonNull(model, "model is null");
        messages = List.copyOf(messages);
        streamOptions = Map.copyOf(streamOptions);
        extras = Map.copyOf(extras);
    }

    /** A request in OpenAI's own words. */
    public ChatRequest(
            String model,
            List<Message> messages,
            Sampling sampling,
            OutputLimit limit,
            Optional<ResponseFormat> responseFormat,
            Optional<ReasoningEffort> reasoningEffort,
            Tools tools,
            boolean stream,
            Map<String, JsonNode> streamOptions,
            Optional<String> user,
            Map<String, JsonNode> extras) {
        this(
                model,
                messages,
                sampling,
                limit,
                responseFormat,
                reasoningEffort,
                tools,
                stream,
                streamOptions,
                user,
                extras,
                NativeWords.NONE);
    }

    /** The same request for another model. */
    public ChatRequest withModel(String other) {
        return new ChatRequest(
                other,
                messages,
                sampling,
                limit,
                responseFormat,
                reasoningEffort,
                tools,
                stream,
                streamOptions,
                user,
                extras,
                natives);
    }

    /** The same request with other messages. */
    public ChatRequest withMessages(List<Message> other) {
        return new ChatRequest(
                model,
                other,
                sampling,
                limit,
                responseFormat,
                reasoningEffort,
                tools,
                stream,
                streamOptions,
                user,
                extras,
                natives);
    }

    /** The same request with another limit of tokens. */
    public ChatRequest withLimit(OutputLimit other) {
        return new ChatRequest(
                model,
                messages,
                sampling,
                other,
                responseFormat,
                reasoningEffort,
                tools,
                stream,
                streamOptions,
                user,
                extras,
                natives);
    }

    /** Whether the caller asked to see the token usage at the end of a stream. */
    public boolean wantsUsage() {
        JsonNode wanted = streamOptions.get("include_usage");
        return wanted != null && wanted.asBoolean();
    }

    /** The wire names of all members that the caller gave, except {@code model}, {@code messages} and {@code stream}. */
    public SortedSet<String> members() {
        SortedSet<String> members = new TreeSet<>(extras.keySet());
        members.removeAll(natives.restated());
        sampling.addTo(members);
        tools.addTo(members);
        addIf(limit.maxTokens().isPresent(), "max_tokens", members);
        addIf(limit.maxCompletionTokens().isPresent(), "max_completion_tokens", members);
        addIf(responseFormat.isPresent(), "response_format", members);
        addIf(reasoningEffort.isPresent(), "reasoning_effort", members);
        addIf(!streamOptions.isEmpty(), "stream_options", members);
        addIf(user.isPresent(), "user", members);
        return members;
    }

    static void addIf(boolean given, String name, SortedSet<String> members) {
        if (given) {
            members.add(name);
        }
    }
}
