package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.askForStream;
import static io.caravan.gemini.GeminiFixture.chunks;
import static io.caravan.gemini.StreamFixture.accept;
import static io.caravan.gemini.StreamFixture.end;
import static io.caravan.gemini.StreamFixture.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.StreamTransformer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEndTest {

    private static final String HELLO = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n";
    private static final String MISTAKE = "data: {\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String STOP = "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n";

    private final StreamTransformer stream = TRANSFORMER.stream(askForStream());

    @Test
    void usage_comesOnceAndLast() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"A"}]}}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":6}}

            data: {"candidates":[{"content":{"parts":[{"text":"B"}]},"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7}}

            """))
                .containsExactly(
                        ChatChunk.of(Delta.content("A")),
                        ChatChunk.of(Delta.content("B")),
                        finish(0, FinishReason.LENGTH, "{\"native_finish_reason\":\"MAX_TOKENS\"}"),
                        ChatChunk.usage(Usage.of(5, 2)));
    }

    @Test
    void usage_thatTheLastEventLacks_isTheOneBefore() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"A"}]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1,"totalTokenCount":6}}

            """ + STOP)).last().isEqualTo(ChatChunk.usage(Usage.of(5, 1)));
    }

    @Test
    void usage_thatNeverComes_isNotInvented() {
        assertThat(chunks(stream, HELLO + STOP))
                .containsExactly(ChatChunk.of(Delta.content("Hi")), ChatChunk.finish(0, FinishReason.STOP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"FINISH_REASON_UNSPECIFIED\"", "\"\"", "null"})
    void finishReason_thatIsNone_doesNotEndTheStream(String reason) {
        accept(
                stream,
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A\"}]},\"finishReason\":" + reason
                        + "}]}\n\n");
        assertThat(end(stream)).isEmpty();
        assertThat(stream.finished()).isFalse();
        assertThat(accept(stream, STOP)).isEmpty();
        assertThat(end(stream)).containsExactly(ChatChunk.finish(0, FinishReason.STOP));
        assertThat(stream.finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"FINISH_REASON_UNSPECIFIED\"", "\"\"", "null"})
    void finishReason_thatIsNone_doesNotReplaceOne(String reason) {
        assertThat(chunks(stream, STOP + "data: {\"candidates\":[{\"finishReason\":" + reason + "}]}\n\n"))
                .containsExactly(ChatChunk.finish(0, FinishReason.STOP));
    }

    @Test
    void finishReason_onAnEarlyEvent_doesNotHideTheTextThatFollows() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"A"}]},"finishReason":"STOP"}]}

            data: {"candidates":[{"content":{"parts":[{"text":"B"}]},"finishReason":"STOP"}]}

            data: {"candidates":[{"content":{"parts":[{"text":"C"}]}}]}

            """))
                .containsExactly(
                        ChatChunk.of(Delta.content("A")),
                        ChatChunk.of(Delta.content("B")),
                        ChatChunk.of(Delta.content("C")),
                        ChatChunk.finish(0, FinishReason.STOP));
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void finishReason_thatComesTwice_isTheLast() {
        assertThat(chunks(stream, STOP + HELLO + "data: {\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}\n\n"))
                .containsExactly(
                        ChatChunk.of(Delta.content("Hi")),
                        finish(0, FinishReason.LENGTH, "{\"native_finish_reason\":\"MAX_TOKENS\"}"));
    }

    @Test
    void toolCall_afterTheFinishReason_isInTheEnd() {
        List<ChatChunk> chunks = chunks(
                stream,
                STOP + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"a\"}}]}}]}\n\n");
        assertThat(chunks)
                .hasSize(2)
                .last()
                .isEqualTo(finish(0, FinishReason.TOOL_CALLS, "{\"native_finish_reason\":\"STOP\"}"));
    }

    @Test
    void end_ofTheInputAfterAFinishReason_isTheEnd() {
        accept(stream, HELLO);
        assertThat(accept(stream, STOP)).isEmpty();
        assertThat(stream.finished()).isFalse();
        assertThat(end(stream)).containsExactly(ChatChunk.finish(0, FinishReason.STOP));
        assertThat(stream.finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HELLO, "data: {\"usageMetadata\":{\"promptTokenCount\":5}}\n\n", DONE, HELLO + DONE})
    void end_ofTheInputWithoutAFinishReason_isNone(String events) {
        assertThat(chunks(stream, events)).noneMatch(StreamEndTest::endsAnything);
        assertThat(stream.finished()).isFalse();
    }

    @Test
    void doneMark_ofARelay_isPassedOver() {
        assertThat(chunks(stream, HELLO + STOP + DONE))
                .containsExactly(ChatChunk.of(Delta.content("Hi")), ChatChunk.finish(0, FinishReason.STOP));
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void prompt_thatIsBlocked_isAFilteredEnd() {
        assertThat(chunks(stream, """
            data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":8,"totalTokenCount":8}}

            """))
                .containsExactly(
                        finish(0, FinishReason.CONTENT_FILTER, "{\"native_finish_reason\":\"PROHIBITED_CONTENT\"}"),
                        ChatChunk.usage(Usage.of(8, 0)));
    }

    @Test
    void prompt_thatIsBlockedLate_endsWhatHadBegun() {
        assertThat(chunks(stream, HELLO + "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n"))
                .containsExactly(
                        ChatChunk.of(Delta.content("Hi")),
                        finish(0, FinishReason.CONTENT_FILTER, "{\"native_finish_reason\":\"SAFETY\"}"));
    }

    @Test
    void prompt_thatIsBlockedAfterAFinishReason_staysBlocked() {
        assertThat(chunks(stream, STOP + "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n" + STOP))
                .containsExactly(finish(0, FinishReason.CONTENT_FILTER, "{\"native_finish_reason\":\"SAFETY\"}"));
    }

    @Test
    void prompt_withAnEmptyBlockReason_isNotBlocked() {
        assertThat(chunks(stream, STOP + "data: {\"promptFeedback\":{\"blockReason\":\"\"}}\n\n"))
                .containsExactly(ChatChunk.finish(0, FinishReason.STOP));
    }

    @Test
    void tokens_allSpentOnThinking_areALengthEndWithoutText() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"finishReason":"MAX_TOKENS","index":0}],"usageMetadata":{"promptTokenCount":20,"thoughtsTokenCount":64,"totalTokenCount":84}}

            """))
                .containsExactly(
                        finish(0, FinishReason.LENGTH, "{\"native_finish_reason\":\"MAX_TOKENS\"}"),
                        ChatChunk.usage(new Usage(20, 64, 84, 0, 0, 64)));
    }

    @Test
    void mistake_ofTheModelThatSaidNothing_isAFailure() {
        assertThat(accept(stream, MISTAKE)).isEmpty();
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> end(stream));
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure).hasMessage("gemini ended without an answer: MALFORMED_FUNCTION_CALL");
        assertThat(stream.finished()).isFalse();
    }

    @Test
    void mistake_afterText_isAnEnd() {
        assertThat(chunks(stream, HELLO + MISTAKE))
                .containsExactly(
                        ChatChunk.of(Delta.content("Hi")),
                        finish(0, FinishReason.STOP, "{\"native_finish_reason\":\"MALFORMED_FUNCTION_CALL\"}"));
    }

    @Test
    void mistake_beforeText_isNoFailure() {
        assertThat(chunks(stream, MISTAKE + HELLO + STOP))
                .containsExactly(ChatChunk.of(Delta.content("Hi")), ChatChunk.finish(0, FinishReason.STOP));
    }

    private static boolean endsAnything(ChatChunk chunk) {
        return chunk.usage().isPresent()
                || chunk.choices().stream()
                        .anyMatch(choice -> choice.finishReason().isPresent());
    }
}
