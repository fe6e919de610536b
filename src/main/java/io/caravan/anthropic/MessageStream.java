package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Delta;
import io.caravan.error.ErrorCode;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What has been understood so far of one stream.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming messages</a>
 */
final class MessageStream implements StreamTransformer {

    private final ObjectMapper json;
    private final RoutedRequest routed;
    private final AnswerHeads heads;
    private final JsonOutput output;
    private final StreamedText text;
    private final Map<Integer, StreamedBlock> blocks = new TreeMap<>();
    private final TokenCounts counts = new TokenCounts();

    private Optional<Head> head = Optional.empty();
    private StopReason reason = StopReason.of(MissingNode.getInstance());
    private int calls;
    private boolean answered;
    private boolean inputUntold;
    private boolean ended;
    private boolean finished;

    MessageStream(ObjectMapper json, RoutedRequest routed, AnswerHeads heads) {
        this.json = json;
        this.routed = routed;
        this.heads = heads;
        this.output = Plan.of(routed).output();
        this.text = new StreamedText(output);
    }

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        JsonNode data = read(event);
        accept(data, data.path("type").asText(event.name()), inputUntold ? withInput(chunks) : chunks);
    }

    private void accept(JsonNode data, String type, Consumer<ChatChunk> chunks) {
        switch (type) {
            case "message_start" -> messageStart(data.path("message"));
            case "content_block_start" -> blockStart(index(data), data.path("content_block"), chunks);
            case "content_block_delta" -> block(index(data)).delta(data.path("delta"), chunks);
            case "content_block_stop" -> blockStop(index(data), chunks);
            case "message_delta" -> messageDelta(data, chunks);
            case "message_stop" -> messageStop(chunks);
            case "error" -> throw FailureReader.read(routed, data);
            default -> {}
        }
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public Head head() {
        head = head.or(() -> Optional.of(heads.of(routed, MissingNode.getInstance())));
        return head.get();
    }

    private JsonNode read(ServerSentEvent event) {
        return JsonText.read(json, event.data())
                .orElseThrow(
                        () -> FailureReader.failure(routed, ErrorCode.BAD_ANSWER, " sent an event that is not JSON"));
    }

    private static int index(JsonNode data) {
        return data.path("index").asInt();
    }

    private StreamedBlock block(int index) {
        return blocks.computeIfAbsent(index, _ -> new StreamedBlock.Text(text));
    }

    /** Only the first start counts. */
    private void messageStart(JsonNode message) {
        if (head.isEmpty()) {
            head = Optional.of(heads.of(routed, message));
            counts.take(message.path("usage"));
            inputUntold = true;
        }
    }

    /** The first piece tells what went in, so that a stream which is broken off is known to have cost that. */
    private Consumer<ChatChunk> withInput(Consumer<ChatChunk> chunks) {
        return chunk -> {
            chunks.accept(inputUntold ? new ChatChunk(chunk.choices(), counts.usage(), withTier(chunk)) : chunk);
            inputUntold = false;
        };
    }

    private Map<String, JsonNode> withTier(ChatChunk chunk) {
        Map<String, JsonNode> extras = new HashMap<>(chunk.extras());
        extras.putAll(counts.extras());
        return extras;
    }

    private void blockStart(int index, JsonNode start, Consumer<ChatChunk> chunks) {
        StreamedBlock block = switch (start.path("type").asText()) {
            case "text" -> new StreamedBlock.Text(text);
            case "thinking" -> new StreamedBlock.Thinking();
            case "redacted_thinking" -> new StreamedBlock.RedactedThinking();
            case "tool_use" -> call(start.path("name").asText());
            default -> new StreamedBlock.Other();
        };
        blockStop(index, chunks);
        blocks.put(index, block);
        block.start(start, chunks);
    }

    /** A block ends once. */
    private void blockStop(int index, Consumer<ChatChunk> chunks) {
        StreamedBlock block = blocks.remove(index);
        if (block != null) {
            block.stop(chunks);
        }
    }

    private StreamedBlock call(String name) {
        if (output instanceof AnswerTool tool && name.equals(AnswerTool.NAME)) {
            return answered ? new StreamedBlock.Other() : answer(tool);
        }
        return new StreamedBlock.Call(calls++);
    }

    /** Only the first answer counts, and nothing that was said before it. */
    private StreamedBlock answer(AnswerTool tool) {
        answered = true;
        text.drop();
        return new StreamedBlock.Answer(tool.text());
    }

    private void messageDelta(JsonNode data, Consumer<ChatChunk> chunks) {
        counts.take(data.path("usage"));
        StopReason told = StopReason.of(data.path("delta"));
        if (told.told() && !ended) {
            reason = told;
            end(chunks);
        }
    }

    private void end(Consumer<ChatChunk> chunks) {
        ended = true;
        blocks.values().forEach(block -> block.stop(chunks));
        blocks.clear();
        text.release(chunks);
        reason.explanation().map(MessageStream::refusal).ifPresent(chunks);
        List<ChatChunk.Choice> choices =
                ChatChunk.finish(0, reason.finish(calls > 0)).choices();
        ProviderFields fields = new ProviderFields();
        reason.addTo(fields);
        chunks.accept(new ChatChunk(choices, Optional.empty(), fields.extras()));
    }

    private static ChatChunk refusal(String explanation) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.of(explanation),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of()));
    }

    private void messageStop(Consumer<ChatChunk> chunks) {
        if (!ended) {
            end(chunks);
        }
        counts.usage().map(ChatChunk::usage).ifPresent(chunks);
        finished = true;
    }
}
