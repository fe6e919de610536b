package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.StreamTransformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageStreamTest {

    private static final String START = """
        {"type":"message-start","id":"r1","delta":{"message":{"role":"assistant","content":[],"tool_plan":""}}}\
        """;
    private static final String END = """
        {"type":"message-end","delta":{"finish_reason":"COMPLETE",\
        "usage":{"tokens":{"input_tokens":3,"output_tokens":1}}}}\
        """;

    private final StreamTransformer stream = new Wire().stream();

    @Test
    void pieces_areToldAsTheyCome() {
        List<ChatChunk> chunks = Wire.heard(
                stream,
                START,
                "{\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"thinking\",\"thinking\":\"\"}}}}",
                "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"thinking\":\"Hm\"}}}}",
                "{\"type\":\"content-end\",\"index\":0}",
                "{\"type\":\"content-start\",\"index\":1,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"H\"}}}}",
                "{\"type\":\"content-delta\",\"index\":1,\"delta\":{\"message\":{\"content\":{\"text\":\"i\"}}}}",
                "{\"type\":\"citation-start\",\"index\":0,\"delta\":{\"message\":{\"citations\":{\"start\":0}}}}",
                "{\"type\":\"citation-end\",\"index\":0}",
                "{\"type\":\"citation-start\",\"index\":1,\"delta\":{}}",
                "{\"type\":\"novelty\"}",
                START,
                END);
        assertThat(chunks.subList(0, 5))
                .containsExactly(
                        ChatChunk.of(Delta.start()),
                        ChatChunk.of(Delta.reasoning("Hm")),
                        ChatChunk.of(Delta.content("H")),
                        ChatChunk.of(Delta.content("i")),
                        ChatChunk.of(delta(List.of(), "{\"citations\":[{\"start\":0}]}")));
        assertThat(chunks.subList(5, chunks.size()))
                .containsExactly(new ChatChunk(
                        List.of(new ChatChunk.Choice(
                                0,
                                delta(List.of(), "{\"native_finish_reason\":\"COMPLETE\"}"),
                                Optional.of(FinishReason.STOP),
                                Optional.empty())),
                        Optional.of(Usage.of(3, 1)),
                        Map.of()));
        assertThat(stream.finished()).isTrue();
        assertThat(stream.head()).isEqualTo(new ChatStream.Head("r1", 1_780_000_000, Wire.MODEL));
    }

    private static Delta delta(List<ToolCallDelta> calls, String specific) {
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                calls,
                Map.of("provider_specific_fields", Wire.json(specific)));
    }

    @Test
    void calls_areNumberedFromZero() {
        List<ChatChunk> chunks = Wire.heard(
                stream,
                START,
                "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"I will\"}}}",
                call("tool-call-start", 4, "\"id\":\"c1\",\"type\":\"function\",", "\"name\":\"f\",\"arguments\":\"\""),
                call("tool-call-delta", 4, "", "\"arguments\":\"{\\\"a\\\"\""),
                call("tool-call-delta", 4, "", "\"arguments\":\":1}\""),
                call("tool-call-delta", 4, "", "\"arguments\":\"\""),
                "{\"type\":\"tool-call-end\",\"index\":4}",
                call("tool-call-delta", 9, "", "\"arguments\":\"lost\""),
                "{\"type\":\"tool-call-end\",\"index\":9}",
                call("tool-call-start", 5, "\"id\":\"c2\",", "\"name\":\"g\""),
                "{\"type\":\"tool-call-end\",\"index\":5}",
                call("tool-call-start", 6, "\"id\":\"c3\",", "\"name\":\"h\",\"arguments\":\"{}\""),
                call("tool-call-start", 6, "\"id\":\"c4\",", "\"name\":\"i\""),
                END);
        assertThat(chunks.get(1)).isEqualTo(ChatChunk.of(Delta.reasoning("I will")));
        assertThat(chunks.stream().flatMap(chunk -> chunk.choices().getFirst().delta().toolCalls().stream()))
                .containsExactly(
                        first(0, "c1", "f", ""),
                        more(0, "{\"a\""),
                        more(0, ":1}"),
                        first(1, "c2", "g", ""),
                        more(1, "{}"),
                        first(2, "c3", "h", "{}"),
                        first(3, "c4", "i", ""),
                        more(3, "{}"));
        assertThat(chunks.getLast().choices().getFirst().finishReason()).contains(FinishReason.TOOL_CALLS);
    }

    private static String call(String type, int index, String members, String function) {
        return "{\"type\":\"" + type + "\",\"index\":" + index + ",\"delta\":{\"message\":{\"tool_calls\":{" + members
                + "\"function\":{" + function + "}}}}}";
    }

    private static ToolCallDelta first(int index, String id, String name, String arguments) {
        return new ToolCallDelta(index, Optional.of(id), Optional.of(name), arguments, Map.of());
    }

    private static ToolCallDelta more(int index, String arguments) {
        return new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of());
    }

    @Test
    void doneAlone_isNoEnd() {
        assertThat(Wire.heard(stream, START, "[DONE]")).hasSize(1);
        assertThat(stream.finished()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"message":"Something broke."}                                          | SERVER_ERROR | cohere: Something broke.
        {"type":"error","message":"The model is currently unavailable."}         | UNAVAILABLE  | cohere: The model is currently unavailable.
        {"type":"message-end","delta":{"finish_reason":"ERROR"}}                 | SERVER_ERROR | cohere: ended its answer with ERROR
        {"type":"message-end","delta":{"finish_reason":"ERROR","error":"Oops"}}  | SERVER_ERROR | cohere: Oops
        {"type":"message-end","delta":{"finish_reason":"TIMEOUT","error":"Oops"}} | TIMEOUT     | cohere: Oops
        {"type":"message-end","delta":{"finish_reason":"ERROR","error":"too many tokens"}} | CONTEXT_WINDOW | cohere: too many tokens
        """)
    void failure_isTold(String event, ErrorCode code, String message) {
        assertThatThrownBy(() -> Wire.heard(stream, START, event))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
