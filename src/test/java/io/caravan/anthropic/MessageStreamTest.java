package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStreamTest {

    private static final String START = """
        {"type":"message_start","message":{"id":"msg_01","model":"claude-x","content":[],
         "usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":1}}}
        """;
    private static final String STOP = "{\"type\":\"message_stop\"}";
    private static final String ANY_OBJECT = "\"response_format\": {\"type\": \"json_object\"}";

    private final List<ChatChunk> chunks = new ArrayList<>();

    private StreamTransformer stream = transformer().stream(routed("claude-sonnet-4-5", ""));

    private void asked(RoutedRequest request) {
        stream = transformer().stream(request);
    }

    private void accept(String... events) {
        for (String event : events) {
            stream.accept(ServerSentEvent.of("", event), chunks::add);
        }
    }

    private void acceptTranscript(String name) {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            SseReader reader = new SseReader(new OneByteAtATime(in.readAllBytes()), 65_536);
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                stream.accept(event.get(), chunks::add);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<Delta> deltas() {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(ChatChunk.Choice::delta)
                .filter(delta -> !delta.equals(Delta.EMPTY))
                .toList();
    }

    private String content() {
        return deltas().stream().flatMap(delta -> delta.content().stream()).reduce("", String::concat);
    }

    private List<FinishReason> finishes() {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.finishReason().stream())
                .toList();
    }

    private static String delta(int index, String type, String member, String value) {
        return """
            {"type":"content_block_delta","index":%d,"delta":{"type":"%s","%s":%s}}
            """.formatted(index, type, member, TextNode.valueOf(value));
    }

    private static String text(String text) {
        return delta(0, "text_delta", "text", text);
    }

    private static String blockStart(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, block);
    }

    private static String blockStop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index);
    }

    private static String end(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":65}}"
                .formatted(reason);
    }

    private static ChatChunk call(ToolCallDelta call) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(call),
                Map.of()));
    }

    private static ChatChunk arguments(int index, String arguments) {
        return call(new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of()));
    }

    private static ChatChunk withUsage(ChatChunk chunk, Usage usage) {
        return new ChatChunk(chunk.choices(), Optional.of(usage), chunk.extras());
    }

    private static ChatChunk finish(FinishReason reason, String word) {
        JsonNode fields = json("{\"native_finish_reason\": \"" + word + "\"}");
        return new ChatChunk(
                ChatChunk.finish(0, reason).choices(), Optional.empty(), Map.of("provider_specific_fields", fields));
    }

    @Test
    void transcript_oneByteAtATime_becomesChunks() {
        acceptTranscript("tool-call.sse");

        assertThat(stream.head()).isEqualTo(new Head("msg_01", 1_770_000_000, "claude-sonnet-4-5-20250929"));
        assertThat(stream.finished()).isTrue();
        assertThat(chunks)
                .containsExactly(
                        withUsage(ChatChunk.of(Delta.reasoning("The user wants…")), Usage.of(377, 1)),
                        ChatChunk.of(Delta.thinkingBlocks(List.of(json("""
                            {"type": "thinking", "thinking": "The user wants…", "signature": "EqQB…"}
                            """)))),
                        ChatChunk.of(Delta.content("I'll check.")),
                        call(new ToolCallDelta(0, Optional.of("toolu_01"), Optional.of("get_weather"), "", Map.of())),
                        arguments(0, "{\"location\": \"Paris\"}"),
                        finish(FinishReason.TOOL_CALLS, "tool_use"),
                        ChatChunk.usage(Usage.of(377, 65)));
    }

    @Test
    void text_isPassedOnPieceByPiece() {
        accept(START, blockStart(0, "{\"type\":\"text\",\"text\":\"\"}"));
        assertThat(chunks).isEmpty();

        accept(text("Grüß"));
        assertThat(chunks)
                .containsExactly(withUsage(ChatChunk.of(Delta.content("Grüß")), new Usage(14, 1, 15, 4, 0, 0)));

        accept(text(" Gott"));
        assertThat(chunks).hasSize(2).endsWith(ChatChunk.of(Delta.content(" Gott")));
        assertThat(stream.finished()).isFalse();

        accept(text(""), blockStop(0), end("end_turn"), STOP);
        assertThat(chunks)
                .hasSize(4)
                .endsWith(finish(FinishReason.STOP, "end_turn"), ChatChunk.usage(new Usage(14, 65, 79, 4, 0, 0)));
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void text_inTheStartOfItsBlock_isNotLost() {
        accept(START, blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"), text("B"));

        assertThat(content()).isEqualTo("AB");
    }

    @Test
    void refusal_withoutAnyBlock_endsTheStream() {
        accept(START, end("refusal"), STOP);

        assertThat(finishes()).containsExactly(FinishReason.CONTENT_FILTER);
        assertThat(deltas()).isEmpty();
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void refusal_withExplanation_isToldInWords() {
        accept(START, """
            {"type":"message_delta","delta":{"stop_reason":"refusal",
             "stop_details":{"type":"refusal","explanation":"Not this."}},"usage":{"output_tokens":0}}
            """, STOP);

        assertThat(deltas()).extracting(Delta::refusal).containsExactly(Optional.of("Not this."));
        assertThat(finishes()).containsExactly(FinishReason.CONTENT_FILTER);
    }

    @Test
    void messageStart_thatComesAgain_isIgnored() {
        accept(START, text("A"), """
            {"type":"message_start","message":{"id":"msg_02","model":"other","usage":{"input_tokens":999}}}
            """, text("B"), end("end_turn"), STOP);

        assertThat(stream.head()).isEqualTo(new Head("msg_01", 1_770_000_000, "claude-x"));
        assertThat(content()).isEqualTo("AB");
        assertThat(chunks).endsWith(ChatChunk.usage(new Usage(14, 65, 79, 4, 0, 0)));
    }

    @Test
    void usage_thatIsRestated_replacesWhatWasTold() {
        accept(START, text("A"), """
            {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":5}}
            """, """
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":20,
             "cache_creation_input_tokens":3,"cache_read_input_tokens":null,"output_tokens":9,
             "output_tokens_details":{"thinking_tokens":2}}}
            """, STOP);

        assertThat(chunks).endsWith(ChatChunk.usage(new Usage(27, 9, 36, 4, 3, 2)));
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void usage_thatIsNeverTold_isNotInvented() {
        accept("{\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}", text("A"), STOP);

        assertThat(chunks).extracting(ChatChunk::usage).containsOnly(Optional.empty());
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void stopReason_thatIsToldTwice_countsOnce() {
        accept(START, end("max_tokens"), end("end_turn"), STOP);

        assertThat(finishes()).containsExactly(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error,      Overloaded,                   UNAVAILABLE",
        "rate_limit_error,      Slow down,                    RATE_LIMIT",
        "api_error,             Internal server error,        SERVER_ERROR",
        "invalid_request_error, wrong,                        BAD_REQUEST",
        "invalid_request_error, prompt is too long: 2 > 1,    CONTEXT_WINDOW",
        "brand_new_error,       what,                         SERVER_ERROR"
    })
    void error_asFirstEvent_isThatFailure(String type, String message, ErrorCode code) {
        assertThatThrownBy(() -> stream.accept(ServerSentEvent.of("error", """
            {"type":"error","error":{"type":"%s","message":"%s"}}
            """.formatted(type, message)), chunks::add))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure).hasMessage(message);
                    assertThat(failure.origin()).contains(new Origin("anthropic", "anthropic/claude-sonnet-4-5"));
                });
        assertThat(chunks).isEmpty();
    }

    @Test
    void error_inTheMiddle_endsInFailureAndNotInAFinish() {
        accept(START, text("A"));

        assertThatThrownBy(() -> accept("""
            {"type":"error","error":{"type":"api_error","message":"He said \\"no\\"\\n\\ndata: the-key"}}
            """))
                .isInstanceOf(GatewayException.class)
                .hasMessage("He said \"no\"\n\ndata: ***");
        assertThat(finishes()).isEmpty();
        assertThat(stream.finished()).isFalse();
    }

    @Test
    void error_withoutWords_hasSentence() {
        assertThatThrownBy(() -> stream.accept(ServerSentEvent.of("error", "{}"), chunks::add))
                .isInstanceOf(GatewayException.class)
                .hasMessage("anthropic answered an error");
    }

    @Test
    void event_thatIsNotJson_isBadAnswer() {
        assertThatThrownBy(() -> accept("<html>")).isInstanceOfSatisfying(GatewayException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
            assertThat(failure).hasMessage("anthropic sent an event that is not JSON");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\"}",
                "{\"type\":\"brand_new_event\",\"delta\":{}}",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"type\":\"content_block_stop\",\"index\":9}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{}}}"
            })
    void event_thatMeansNothingHere_isIgnored(String event) {
        accept(START, text("A"), event, text("B"), end("end_turn"), STOP);

        assertThat(content()).isEqualTo("AB");
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void block_ofUnknownKind_isIgnoredWithItsPieces() {
        accept(
                START,
                blockStart(0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}"),
                delta(0, "input_json_delta", "partial_json", "{\"query\":\"x\"}"),
                blockStop(0),
                blockStart(1, "{\"type\":\"web_search_tool_result\",\"content\":[]}"),
                blockStop(1),
                blockStart(2, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(2, "text_delta", "text", "Done"),
                end("end_turn"),
                STOP);

        assertThat(deltas()).containsExactly(Delta.content("Done"));
    }

    @Test
    void thinking_thatIsRedacted_isPassedOnWhole() {
        String block = "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}";

        accept(START, blockStart(0, block), blockStop(0));

        assertThat(deltas()).containsExactly(Delta.thinkingBlocks(List.of(json(block))));
    }

    @Test
    void thinking_inSeveralPieces_isCollectedForItsBlock() {
        accept(
                START,
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "thinking_delta", "thinking", "A "),
                delta(0, "thinking_delta", "thinking", "B"),
                delta(0, "signature_delta", "signature", "sig"),
                blockStop(0));

        assertThat(deltas())
                .containsExactly(Delta.reasoning("A "), Delta.reasoning("B"), Delta.thinkingBlocks(List.of(json("""
                    {"type": "thinking", "thinking": "A B", "signature": "sig"}
                    """))));
    }

    @Test
    void calls_areCountedByThemselvesAndAlwaysHaveArguments() {
        accept(
                START,
                blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"),
                blockStop(0),
                blockStart(1, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"now\",\"input\":{}}"),
                blockStop(1),
                blockStart(2, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"at\",\"input\":{\"x\":1}}"),
                blockStop(2),
                end("end_turn"),
                STOP);

        assertThat(chunks)
                .contains(
                        call(new ToolCallDelta(0, Optional.of("a"), Optional.of("now"), "", Map.of())),
                        arguments(0, "{}"),
                        call(new ToolCallDelta(1, Optional.of("b"), Optional.of("at"), "", Map.of())),
                        arguments(1, "{\"x\":1}"));
        assertThat(finishes()).containsExactly(FinishReason.TOOL_CALLS);
    }

    @Test
    void answerTool_thatIsCalled_isTheContent() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"json_tool_call\",\"input\":{}}"));
        accept(delta(0, "input_json_delta", "partial_json", ""));
        accept(delta(0, "input_json_delta", "partial_json", "{\"a\": "));
        assertThat(content()).isEqualTo("{\"a\": ");

        accept(delta(0, "input_json_delta", "partial_json", "1}"), blockStop(0), end("tool_use"), STOP);
        assertThat(deltas()).containsExactly(Delta.content("{\"a\": "), Delta.content("1}"));
        assertThat(chunks).contains(finish(FinishReason.STOP, "tool_use"));
    }

    @Test
    void answerTool_withItsInputInTheStart_isTheContent() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{\"a\":1}}"),
                blockStop(0));

        assertThat(content()).isEqualTo("{\"a\":1}");
    }

    @Test
    void answerTool_withoutInput_isAnEmptyObject() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"), blockStop(0));

        assertThat(content()).isEqualTo("{}");
    }

    @Test
    void answerTool_withWrappedInput_givesWhatIsInside() {
        asked(routed("claude-3-haiku-20240307", """
            "response_format": {"type": "json_schema", "json_schema": {"name": "l", "schema": {"type": "array"}}}
            """));

        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"),
                delta(0, "input_json_delta", "partial_json", "{\"values\":[{\"a\":1}"),
                delta(0, "input_json_delta", "partial_json", ",2]}"),
                blockStop(0));

        assertThat(content()).isEqualTo("[{\"a\":1},2]");
    }

    @Test
    void text_beforeAnAnswerToolThatIsLeftToTheModel_isDropped() {
        asked(routed("claude-sonnet-4-5", ANY_OBJECT + ", \"reasoning_effort\": \"low\""));

        accept(
                START,
                text("Here you are:"),
                blockStart(1, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"),
                delta(1, "input_json_delta", "partial_json", "{\"a\":1}"),
                blockStop(1),
                blockStart(2, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{\"again\":1}}"),
                blockStop(2),
                end("tool_use"),
                STOP);

        assertThat(content()).isEqualTo("{\"a\":1}");
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void text_insteadOfAnAnswerToolThatIsLeftToTheModel_isTheContent() {
        asked(routed("claude-sonnet-4-5", ANY_OBJECT + ", \"reasoning_effort\": \"low\""));

        accept(START, text("{\"a\""), text(":1}"), end("end_turn"), STOP);

        assertThat(content()).isEqualTo("{\"a\":1}");
        assertThat(chunks).element(1).isEqualTo(finish(FinishReason.STOP, "end_turn"));
    }

    @Test
    void text_whereTheAnswerToolIsForced_isPassedOnAtOnce() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, text("{"));

        assertThat(content()).isEqualTo("{");
    }

    @Test
    void head_beforeAnyEvent_isMadeOnce() {
        Head head = stream.head();

        assertThat(head.id()).startsWith("msg_");
        assertThat(head.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(stream.head()).isEqualTo(head);
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
