package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What has been understood so far of one stream.
 *
 * @see <a href="https://docs.cohere.com/docs/streaming">Streaming</a>
 */
final class MessageStream implements StreamTransformer {

    private final ObjectMapper json;
    private final RoutedRequest routed;
    private final StreamedCalls calls = new StreamedCalls();
    private Head head;
    private boolean begun;
    private boolean finished;

    MessageStream(ObjectMapper json, RoutedRequest routed, Head head) {
        this.json = json;
        this.routed = routed;
        this.head = head;
    }

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        if (!event.done()) {
            accept(read(event), chunks);
        }
    }

    private void accept(JsonNode data, Consumer<ChatChunk> chunks) {
        JsonNode message = data.path("delta").path("message");
        switch (data.path("type").asText()) {
            case "message-start" -> start(data, chunks);
            case "content-start", "content-delta" -> say(message.path("content"), chunks);
            case "tool-plan-delta" -> reason(message.path("tool_plan").asText(""), chunks);
            case "tool-call-start" ->
                calls.start(index(data), message.path("tool_calls"), call -> chunks.accept(chunk(call)));
            case "tool-call-delta" ->
                calls.add(index(data), message.path("tool_calls"), call -> chunks.accept(chunk(call)));
            case "tool-call-end" -> calls.end(index(data), call -> chunks.accept(chunk(call)));
            case "citation-start" -> cite(message.path("citations"), chunks);
            case "message-end" -> end(data.path("delta"), chunks);
            default -> refuse(data);
        }
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public Head head() {
        return head;
    }

    private JsonNode read(ServerSentEvent event) {
        return JsonText.read(json, event.data())
                .orElseThrow(
                        () -> FailureReader.failure(routed, ErrorCode.BAD_ANSWER, "sent an event that is not JSON"));
    }

    private static int index(JsonNode data) {
        return data.path("index").asInt();
    }

    /** Only the first start counts. */
    private void start(JsonNode data, Consumer<ChatChunk> chunks) {
        if (!begun) {
            begun = true;
            head = AnswerHead.withId(head, data);
            chunks.accept(ChatChunk.of(Delta.start()));
        }
    }

    private static void say(JsonNode content, Consumer<ChatChunk> chunks) {
        reason(content.path("thinking").asText(""), chunks);
        String text = content.path("text").asText("");
        if (!text.isEmpty()) {
            chunks.accept(ChatChunk.of(Delta.content(text)));
        }
    }

    private static void reason(String words, Consumer<ChatChunk> chunks) {
        if (!words.isEmpty()) {
            chunks.accept(ChatChunk.of(Delta.reasoning(words)));
        }
    }

    private static ChatChunk chunk(ToolCallDelta call) {
        return ChatChunk.of(delta(List.of(call), Map.of()));
    }

    private static void cite(JsonNode citation, Consumer<ChatChunk> chunks) {
        Map<String, JsonNode> extras = Specifics.of(citation, "");
        if (!extras.isEmpty()) {
            chunks.accept(ChatChunk.of(delta(List.of(), extras)));
        }
    }

    private static Delta delta(List<ToolCallDelta> calls, Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), calls, extras);
    }

    private void end(JsonNode delta, Consumer<ChatChunk> chunks) {
        StopReason stop = new StopReason(delta.path("finish_reason").asText(""));
        FinishReason reason =
                stop.finish(routed, calls.any(), delta.path("error").asText(""));
        calls.endAll(call -> chunks.accept(chunk(call)));
        Delta rest = delta(List.of(), Specifics.of(delta.path("citations"), stop.word()));
        List<ChatChunk.Choice> last = List.of(new ChatChunk.Choice(0, rest, Optional.of(reason), Optional.empty()));
        chunks.accept(new ChatChunk(last, TokenCounts.of(delta.path("usage")), Map.of()));
        finished = true;
    }

    /** Events of kinds that are not known are passed over, unless they tell an error. */
    private void refuse(JsonNode data) {
        if (data.path("message").isTextual()) {
            throw FailureReader.within(routed, data);
        }
    }
}
