package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStreamTest extends StreamFixture {

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
    void tier_thatIsNotTheUsualOne_isToldWithTheFirstPiece() {
        accept(START.replace("\"output_tokens\":1", "\"output_tokens\":1,\"service_tier\":\"priority\""), text("A"));
        accept(text("B"));

        assertThat(chunks.getFirst().extras()).isEqualTo(Map.of("service_tier", TextNode.valueOf("priority")));
        assertThat(chunks.getLast().extras()).isEmpty();
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
    @ValueSource(
            strings = {
                "{\"type\":\"ping\"}",
                "{\"type\":\"brand_new_event\",\"delta\":{}}",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"type\":\"content_block_stop\",\"index\":9}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":null}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{}}}"
            })
    void event_thatMeansNothingHere_isIgnored(String event) {
        accept(START, text("A"), event, text("B"), end("end_turn"), STOP);

        assertThat(content()).isEqualTo("AB");
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void head_beforeAnyEvent_isMadeOnce() {
        Head head = stream.head();

        assertThat(head.id()).startsWith("msg_");
        assertThat(head.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(stream.head()).isEqualTo(head);
    }
}
