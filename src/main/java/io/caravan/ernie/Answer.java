package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamFailure;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A whole answer of ERNIE's, or one event of a stream: both have the same members. */
record Answer(RoutedRequest routed, JsonNode json) {

    private static final int OK = 200;

    /**
     * The answer that this JSON is.
     *
     * @throws GatewayException if it is an error, or no answer of any kind
     */
    static Answer of(RoutedRequest routed, JsonNode json, ErnieFailures failures) {
        if (ErnieFailures.tells(json)) {
            throw failures.of(new UpstreamFailure(routed, OK, Map.of(), json));
        }
        if (!json.isObject()) {
            throw senseless(routed, "answered something that is no answer");
        }
        return new Answer(routed, json);
    }

    /** A failure for an answer that makes no sense. */
    static GatewayException senseless(RoutedRequest routed, String what) {
        return new GatewayException(ErrorCode.BAD_ANSWER, routed.provider().id() + " " + what)
                .at(routed.origin().withStatus(OK));
    }

    /** Whether it says anything at all. */
    boolean speaks() {
        return json.path("result").isTextual() || json.path("function_call").isObject();
    }

    /** The text, or in a stream the next piece of it. */
    String text() {
        return json.path("result").asText();
    }

    /** What the model thought, aloud or before it called a function. */
    Optional<String> reasoning() {
        return text(json, "reasoning_content").or(() -> text(json.path("function_call"), "thoughts"));
    }

    /** The function that it wants called, with an id that ERNIE does not give. */
    Optional<ToolCall> call() {
        JsonNode call = json.path("function_call");
        return text(call, "name")
                .map(name -> new ToolCall(
                        "call_" + UUID.randomUUID().toString().replace("-", ""),
                        name,
                        arguments(call.path("arguments")),
                        Map.of()));
    }

    private static String arguments(JsonNode arguments) {
        String text = arguments.isContainerNode() ? arguments.toString() : arguments.asText();
        return text.isBlank() ? "{}" : text;
    }

    /** Whether it is the last event of a stream. */
    boolean last() {
        return json.path("is_end").asBoolean();
    }

    /**
     * Why it ended.
     *
     * @param calls whether a function was called, now or earlier
     */
    FinishReason finish(boolean calls) {
        if (json.path("need_clear_history").asBoolean() || json.path("flag").asInt() != 0) {
            return FinishReason.CONTENT_FILTER;
        }
        FinishReason told = json.path("is_truncated").asBoolean() ? FinishReason.LENGTH : toldReason();
        return calls && told == FinishReason.STOP ? FinishReason.TOOL_CALLS : told;
    }

    private FinishReason toldReason() {
        return switch (json.path("finish_reason").asText()) {
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "function_call" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
    }

    Optional<Usage> usage() {
        JsonNode usage = json.path("usage");
        if (!usage.isObject()) {
            return Optional.empty();
        }
        int prompt = usage.path("prompt_tokens").asInt();
        int completion = usage.path("completion_tokens").asInt();
        int total = usage.path("total_tokens").asInt(prompt + completion);
        return Optional.of(new Usage(prompt, completion, total, 0, 0, 0));
    }

    /** Where the answer was found, for which OpenAI has no place. */
    Map<String, JsonNode> extras() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (json.path("search_info").isObject()) {
            fields.set("search_info", json.get("search_info"));
        }
        return fields.isEmpty() ? Map.of() : Map.of("provider_specific_fields", fields);
    }

    /** The answer's id, made up if there is none, its time, and the model as the caller named it. */
    ChatStream.Head head(InstantSource clock) {
        long created = json.path("created").asLong();
        return new ChatStream.Head(
                text(json, "id").orElseGet(() -> "chatcmpl-" + UUID.randomUUID()),
                created > 0 ? created : clock.instant().getEpochSecond(),
                routed.chat().model());
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.of(object.path(name).asText()).filter(text -> !text.isEmpty());
    }
}
