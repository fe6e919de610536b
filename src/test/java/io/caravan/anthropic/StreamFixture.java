package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.transformer;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import io.caravan.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stream that is fed with events, and the chunks that come out. */
abstract class StreamFixture {

    static final String START = """
        {"type":"message_start","message":{"id":"msg_01","model":"claude-x","content":[],
         "usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":1}}}
        """;
    static final String STOP = "{\"type\":\"message_stop\"}";
    static final String ANY_OBJECT = "\"response_format\": {\"type\": \"json_object\"}";

    final List<ChatChunk> chunks = new ArrayList<>();

    StreamTransformer stream = transformer().stream(routed("claude-sonnet-4-5", ""));

    void asked(RoutedRequest request) {
        stream = transformer().stream(request);
    }

    void accept(String... events) {
        for (String event : events) {
            stream.accept(ServerSentEvent.of("", event), chunks::add);
        }
    }

    void acceptTranscript(String name) {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            SseReader reader = new SseReader(new OneByteAtATime(in.readAllBytes()), 65_536);
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                stream.accept(event.get(), chunks::add);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<Delta> deltas() {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(ChatChunk.Choice::delta)
                .filter(delta -> !delta.equals(Delta.EMPTY))
                .toList();
    }

    String content() {
        return deltas().stream().flatMap(delta -> delta.content().stream()).reduce("", String::concat);
    }

    List<FinishReason> finishes() {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.finishReason().stream())
                .toList();
    }

    static String delta(int index, String type, String member, String value) {
        return """
            {"type":"content_block_delta","index":%d,"delta":{"type":"%s","%s":%s}}
            """.formatted(index, type, member, TextNode.valueOf(value));
    }

    static String text(String text) {
        return delta(0, "text_delta", "text", text);
    }

    static String blockStart(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, block);
    }

    static String blockStop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index);
    }

    static String end(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":65}}"
                .formatted(reason);
    }

    static ChatChunk call(ToolCallDelta call) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(call),
                Map.of()));
    }

    static ChatChunk arguments(int index, String arguments) {
        return call(new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of()));
    }

    static ChatChunk withUsage(ChatChunk chunk, Usage usage) {
        return new ChatChunk(chunk.choices(), Optional.of(usage), chunk.extras());
    }

    static ChatChunk finish(FinishReason reason, String word) {
        JsonNode fields = json("{\"native_finish_reason\": \"" + word + "\"}");
        return new ChatChunk(
                ChatChunk.finish(0, reason).choices(), Optional.empty(), Map.of("provider_specific_fields", fields));
    }

    static InputStream oneByteAtATime(String text) {
        return new OneByteAtATime(text.getBytes(UTF_8));
    }

    /** Input whose every read gives a single byte. */
    private static final class OneByteAtATime extends ByteArrayInputStream {

        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
        }
    }
}
