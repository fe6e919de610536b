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
        Wishes wishes,
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

    /** The same request for another model. */
    public ChatRequest withModel(String other) {
        return new ChatRequest(other, messages, wishes, tools, stream, streamOptions, user, extras, natives);
    }

    /** The same request with other messages. */
    public ChatRequest withMessages(List<Message> other) {
        return new ChatRequest(model, other, wishes, tools, stream, streamOptions, user, extras, natives);
    }

    /** The same request for another answer. */
    public ChatRequest withWishes(Wishes other) {
        return new ChatRequest(model, messages, other, tools, stream, streamOptions, user, extras, natives);
    }

    /** The same request with other tools. */
    public ChatRequest withTools(Tools other) {
        return new ChatRequest(model, messages, wishes, other, stream, streamOptions, user, extras, natives);
    }

    /** The same request of another user. */
    public ChatRequest withUser(Optional<String> other) {
        return new ChatRequest(model, messages, wishes, tools, stream, streamOptions, other, extras, natives);
    }

    /** The same request with other extras. */
    public ChatRequest withExtras(Map<String, JsonNode> other) {
        return new ChatRequest(model, messages, wishes, tools, stream, streamOptions, user, other, natives);
    }

    /** The same request, said in part in words of a dialect. */
    public ChatRequest withNatives(NativeWords other) {
        return new ChatRequest(model, messages, wishes, tools, stream, streamOptions, user, extras, other);
    }

    /** How tokens are to be drawn. */
    public Sampling sampling() {
        return wishes.sampling();
    }

    /** How long the answer may become. */
    public OutputLimit limit() {
        return wishes.limit();
    }

    /** In which form its content is to be. */
    public Optional<ResponseFormat> responseFormat() {
        return wishes.format();
    }

    /** How hard the model is to think before it. */
    public Optional<ReasoningEffort> reasoningEffort() {
        return wishes.effort();
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
        wishes.addTo(members);
        tools.addTo(members);
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
