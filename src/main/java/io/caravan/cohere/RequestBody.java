package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.provider.RoutedRequest;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;

/**
 * The body of a request, and what of the caller's members it has no place for.
 *
 * @see <a href="https://docs.cohere.com/reference/chat">Chat</a>
 */
record RequestBody(ObjectNode json, SortedSet<String> dropped) {

    /** Members of Cohere's own that callers may use. */
    private static final Set<String> NATIVE = Set.of(
            "citation_options",
            "documents",
            "k",
            "p",
            "priority",
            "raw_prompting",
            "safety_mode",
            "strict_tools",
            "thinking");

    private static final Set<String> EXPRESSED = Set.of(
            "temperature",
            "top_p",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "tools",
            "tool_choice",
            "stream_options");

    /**
     * The body for a request.
     *
     * @throws io.caravan.error.GatewayException if the request holds what Cohere has no form for
     */
    static RequestBody of(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", routed.model());
        json.set("messages", Conversation.of(routed));
        Tooling.of(chat).addTo(json);
        addSampling(json, chat.sampling());
        chat.limit().tokens().ifPresent(tokens -> json.put("max_tokens", tokens));
        addFormat(json, chat);
        Thinking thinking = Thinking.of(routed);
        thinking.member().ifPresent(member -> json.set("thinking", member));
        addNative(json, chat);
        if (chat.stream()) {
            json.put("stream", true);
        }
        return new RequestBody(json, dropped(chat, thinking));
    }

    private static void addSampling(ObjectNode json, Sampling sampling) {
        number(json, "temperature", sampling.temperature());
        number(json, "p", within(sampling.topP(), 0.01, 0.99));
        sampling.seed().ifPresent(seed -> json.put("seed", seed));
        number(json, "presence_penalty", within(sampling.presencePenalty(), 0, 1));
        number(json, "frequency_penalty", within(sampling.frequencyPenalty(), 0, 1));
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(json.putArray("stop_sequences")::add);
        }
    }

    private static void number(ObjectNode json, String name, OptionalDouble value) {
        value.ifPresent(number -> json.put(name, number));
    }

    /** The nearest number that Cohere allows. */
    private static OptionalDouble within(OptionalDouble value, double least, double most) {
        return value.isPresent() ? OptionalDouble.of(Math.clamp(value.getAsDouble(), least, most)) : value;
    }

    private static void addFormat(ObjectNode json, ChatRequest chat) {
        switch (chat.responseFormat().orElseGet(ResponseFormat.Text::new)) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ ->
                json.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema format ->
                json.putObject("response_format").put("type", "json_object").set("json_schema", format.schema());
        }
    }

    private static void addNative(ObjectNode json, ChatRequest chat) {
        JsonNode topK = chat.extras().get("top_k");
        if (topK != null && topK.isNumber()) {
            json.set("k", topK);
        }
        chat.extras().forEach((name, value) -> {
            if (NATIVE.contains(name) && !chat.natives().names().contains(name)) {
                json.set(name, value);
            }
        });
    }

    private static SortedSet<String> dropped(ChatRequest chat, Thinking thinking) {
        SortedSet<String> dropped = chat.members();
        Set<String> said = new HashSet<>(EXPRESSED);
        said.addAll(NATIVE);
        said.removeAll(chat.natives().names());
        said.add("top_k");
        if (chat.sampling().n().orElse(1) == 1) {
            said.add("n");
        }
        if (chat.tools().parallel().orElse(true)) {
            said.add("parallel_tool_calls");
        }
        if (thinking.obeyed()) {
            said.add("reasoning_effort");
        }
        dropped.removeAll(said);
        return dropped;
    }
}
