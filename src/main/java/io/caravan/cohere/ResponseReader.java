package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.provider.RoutedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole answer, in which a plan of what to call counts as reasoning. */
final class ResponseReader {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();

    private ResponseReader() {}

    /**
     * The answer that a body holds.
     *
     * @throws io.caravan.error.GatewayException if it ended with a failure
     */
    static ChatResponse read(RoutedRequest routed, JsonNode body, Head head) {
        ResponseReader reader = new ResponseReader();
        JsonNode message = body.path("message");
        message.path("content").forEach(reader::add);
        reader.reasoning.append(message.path("tool_plan").asText(""));
        message.path("tool_calls").forEach(reader::addCall);
        StopReason stop = new StopReason(body.path("finish_reason").asText(""));
        FinishReason finish = stop.finish(routed, !reader.calls.isEmpty(), "");
        return new ChatResponse(
                head.id(),
                head.created(),
                head.model(),
                List.of(reader.choice(Specifics.of(message.path("citations"), stop.word()), finish)),
                TokenCounts.of(body.path("usage")),
                Map.of());
    }

    /** Parts of kinds that are not known are passed over. */
    private void add(JsonNode part) {
        text.append(part.path("text").asText(""));
        reasoning.append(part.path("thinking").asText(""));
    }

    private void addCall(JsonNode call) {
        JsonNode function = call.path("function");
        String arguments = function.path("arguments").asText("");
        calls.add(new ToolCall(
                CallId.of(call), function.path("name").asText(""), arguments.isBlank() ? "{}" : arguments, Map.of()));
    }

    private ChatResponse.Choice choice(Map<String, JsonNode> extras, FinishReason finish) {
        AssistantMessage message =
                new AssistantMessage(said(text), Optional.empty(), said(reasoning), List.of(), calls, extras);
        return new ChatResponse.Choice(0, message, Optional.of(finish), Optional.empty());
    }

    private static Optional<String> said(StringBuilder words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.toString());
    }
}
