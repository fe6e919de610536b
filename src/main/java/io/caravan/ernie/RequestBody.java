package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * What is asked, in ERNIE's words.
 *
 * @param dropped members of the caller's that it has no word for
 */
record RequestBody(ObjectNode json, SortedSet<String> dropped) {

    private static final double LEAST_TEMPERATURE = 0.01;
    private static final int LEAST_TOKENS = 2;
    private static final int MOST_STOPS = 4;

    /** Members that mean something to ERNIE alone. */
    private static final Set<String> EXTENSIONS = Set.of(
            "penalty_score",
            "disable_search",
            "enable_citation",
            "enable_trace",
            "enable_system_memory",
            "system_memory_id",
            "min_output_tokens");

    private static final Set<String> SAID = Set.of(
            "temperature",
            "top_p",
            "stop",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "stream_options",
            "tools",
            "user");

    /**
     * The body for a request.
     *
     * @throws GatewayException if ERNIE cannot be told what it says
     */
    static RequestBody of(ChatRequest chat) {
        RequestBody body = new RequestBody(JsonNodeFactory.instance.objectNode(), chat.members());
        Conversation.of(chat.messages()).writeTo(body.json, body.responseFormat(chat));
        body.sampling(chat.sampling());
        chat.limit().tokens().ifPresent(most -> body.json.put("max_output_tokens", Math.max(LEAST_TOKENS, most)));
        chat.user().ifPresent(user -> body.json.put("user_id", user));
        if (Functions.of(chat.tools()).writeTo(body.json)) {
            body.dropped.remove("tool_choice");
        }
        body.extensions(chat);
        body.settle(chat);
        if (chat.stream()) {
            body.json.put("stream", true);
        }
        return body;
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(value -> json.put("temperature", Math.clamp(value, LEAST_TEMPERATURE, 1)));
        sampling.topP().ifPresent(value -> json.put("top_p", value));
        stop(sampling.stop());
    }

    private void stop(List<String> stop) {
        if (stop.size() > MOST_STOPS) {
            throw GatewayException.unsupported("stop", "ERNIE takes at most " + MOST_STOPS + " sequences");
        }
        if (!stop.isEmpty()) {
            ArrayNode sequences = json.putArray("stop");
            stop.forEach(sequences::add);
        }
    }

    /** Puts the form into the body, and gives the words for what there is no member for. */
    private String responseFormat(ChatRequest chat) {
        return switch (chat.responseFormat().orElseGet(ResponseFormat.Text::new)) {
            case ResponseFormat.Text _ -> "";
            case ResponseFormat.JsonObject _ -> {
                json.put("response_format", "json_object");
                yield "";
            }
            case ResponseFormat.JsonSchema wanted -> {
                json.put("response_format", "json_object");
                yield "Answer with nothing but a JSON object that conforms to this JSON Schema:\n" + wanted.schema();
            }
        };
    }

    private void extensions(ChatRequest chat) {
        for (String name : EXTENSIONS) {
            JsonNode value = chat.extras().get(name);
            if (value != null && !value.isNull()) {
                json.set(name, value);
            }
        }
    }

    /** Takes what has been said, or needs no saying, from what is dropped. */
    private void settle(ChatRequest chat) {
        dropped.removeAll(SAID);
        dropped.removeAll(EXTENSIONS);
        if (chat.sampling().n().orElse(1) == 1) {
            dropped.remove("n");
        }
        if (chat.reasoningEffort().filter(ReasoningEffort.NONE::equals).isPresent()) {
            dropped.remove("reasoning_effort");
        }
        if (chat.tools().parallel().filter(Boolean.FALSE::equals).isPresent()) {
            dropped.remove("parallel_tool_calls");
        }
    }
}
