package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One stream: every event is a small answer, and the last one says so. */
final class ErnieStream implements StreamTransformer {

    private final RoutedRequest routed;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final ErnieFailures failures;

    private Optional<ChatStream.Head> head = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private boolean calls;
    private boolean finished;

    ErnieStream(RoutedRequest routed, ObjectMapper json, InstantSource clock, ErnieFailures failures) {
        this.routed = routed;
        this.json = json;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        if (event.done()) {
            return; // ERNIE promises no such mark, and means nothing by it.
        }
        Answer answer = Answer.of(routed, parse(event), failures);
        if (head.isEmpty()) {
            head = Optional.of(answer.head(clock));
        }
        usage = answer.usage().or(() -> usage);
        say(answer, chunks);
        if (answer.last()) {
            end(answer, chunks);
        }
    }

    private JsonNode parse(ServerSentEvent event) {
        return JsonText.read(json, event.data())
                .orElseThrow(() -> Answer.senseless(routed, "sent an event that is not JSON"));
    }

    private void say(Answer answer, Consumer<ChatChunk> chunks) {
        Optional<ToolCall> call = calls ? Optional.empty() : answer.call();
        if (!calls) {
            answer.reasoning().map(Delta::reasoning).map(ChatChunk::of).ifPresent(chunks);
        }
        if (!answer.text().isEmpty()) {
            chunks.accept(ChatChunk.of(Delta.content(answer.text())));
        }
        call.map(ErnieStream::delta).map(ChatChunk::of).ifPresent(chunks);
        calls |= call.isPresent();
    }

    /** A call comes whole, so that its only piece has everything. */
    private static Delta delta(ToolCall call) {
        ToolCallDelta delta =
                new ToolCallDelta(0, Optional.of(call.id()), Optional.of(call.name()), call.arguments(), Map.of());
        return delta(List.of(delta), Map.of());
    }

    private static Delta delta(List<ToolCallDelta> calls, Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), calls, extras);
    }

    private void end(Answer answer, Consumer<ChatChunk> chunks) {
        chunks.accept(ChatChunk.of(new ChatChunk.Choice(
                0, delta(List.of(), answer.extras()), Optional.of(answer.finish(calls)), Optional.empty())));
        usage.map(ChatChunk::usage).ifPresent(chunks);
        finished = true;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public ChatStream.Head head() {
        return head.orElseThrow(() -> new IllegalStateException("there was no event yet"));
    }
}
