package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamedBlockTest extends StreamFixture {

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
    void citations_arePassedOnOneByOne() {
        accept(
                START,
                text("A"),
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"x\":1}}}");

        assertThat(deltas())
                .extracting(Delta::extras)
                .containsExactly(Map.of(), Map.of("provider_specific_fields", json("""
                    {"citations": [{"x": 1}]}
                    """)));
    }

    @Test
    void call_withoutId_getsOne() {
        accept(START, blockStart(0, "{\"type\":\"tool_use\",\"name\":\"f\"}"), blockStop(0));

        ToolCallDelta first = deltas().getFirst().toolCalls().getFirst();
        assertThat(first.id().orElseThrow()).startsWith("toolu_").hasSizeGreaterThan(30);
        assertThat(first.name()).contains("f");
    }

    @Test
    void block_thatIsNotStopped_isStoppedByTheEnd() {
        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
                blockStart(1, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"g\",\"input\":{}}"),
                delta(1, "input_json_delta", "partial_json", "{}"),
                end("tool_use"),
                STOP);

        assertThat(chunks).contains(arguments(0, "{}"), arguments(1, "{}")).hasSize(6);
        assertThat(finishes()).containsExactly(FinishReason.TOOL_CALLS);
    }

    @Test
    void block_thatIsStoppedTwice_isStoppedOnce() {
        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
                blockStop(0),
                blockStop(0),
                end("tool_use"),
                STOP);

        assertThat(deltas()).hasSize(2);
    }

    @Test
    void block_inThePlaceOfAnother_endsThatOne() {
        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"g\",\"input\":{}}"),
                blockStop(0),
                end("tool_use"),
                STOP);

        assertThat(chunks).contains(arguments(0, "{}"), arguments(1, "{}"));
    }
}
