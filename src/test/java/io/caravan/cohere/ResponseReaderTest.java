package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseReaderTest {

    private final Wire cohere = new Wire();

    @Test
    void answer_withEverything_isUnderstood() {
        ChatResponse answer = cohere.answer("""
            {"id": "r1", "finish_reason": "TOOL_CALL", "message": {"role": "assistant",
              "content": [{"type": "thinking", "thinking": "Hm. "}, {"type": "text", "text": "Let me"},
                {"type": "text", "text": " see."}, {"type": "novelty"}],
              "tool_plan": "I will look.", "citations": [{"start": 0, "end": 3}],
              "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\\"a\\":1}"}},
                             {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}}]},
             "usage": {"billed_units": {"input_tokens": 1, "output_tokens": 2},
                       "tokens": {"input_tokens": 10.0, "output_tokens": 5}, "cached_tokens": 3}}\
            """);
        AssistantMessage message = new AssistantMessage(
                Optional.of("Let me see."),
                Optional.empty(),
                Optional.of("Hm. I will look."),
                List.of(),
                List.of(new ToolCall("c1", "f", "{\"a\":1}", Map.of()), new ToolCall("c2", "g", "{}", Map.of())),
                Map.of("provider_specific_fields", Wire.json("""
                    {"citations": [{"start": 0, "end": 3}], "native_finish_reason": "TOOL_CALL"}\
                    """)));
        assertThat(answer)
                .isEqualTo(new ChatResponse(
                        "r1",
                        1_780_000_000,
                        Wire.MODEL,
                        List.of(new ChatResponse.Choice(
                                0, message, Optional.of(FinishReason.TOOL_CALLS), Optional.empty())),
                        Optional.of(new Usage(10, 5, 15, 3, 0, 0)),
                        Map.of()));
    }

    @Test
    void answer_thatTellsLittle_isUnderstood() {
        ChatResponse answer = cohere.answer("{\"message\": {\"tool_calls\": [{\"function\": {\"name\": \"f\"}}]}}");
        AssistantMessage message = answer.choices().getFirst().message();
        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.usage()).isEmpty();
        assertThat(message.content()).isEmpty();
        assertThat(message.reasoning()).isEmpty();
        assertThat(message.extras()).isEmpty();
        assertThat(message.toolCalls().getFirst().id()).matches("call_[0-9a-f]{32}");
        assertThat(message.toolCalls().getFirst().arguments()).isEqualTo("{}");
        assertThat(answer.choices().getFirst().finishReason()).contains(FinishReason.TOOL_CALLS);
    }

    @Test
    void billedTokens_countWhereThereAreNoOthers() {
        assertThat(cohere.answer("""
            {"message": {"content": []}, "usage": {"billed_units": {"input_tokens": 1, "output_tokens": 2}}}\
            """).usage()).contains(Usage.of(1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, false, STOP",
        "COMPLETE, true, TOOL_CALLS",
        "TOOL_CALL, false, TOOL_CALLS",
        "MAX_TOKENS, true, LENGTH"
    })
    void end_afterCalls_isToolCalls(String word, boolean called, FinishReason reason) {
        String calls = called ? "{\"id\": \"c\", \"function\": {\"name\": \"f\"}}" : "";
        assertThat(cohere.answer(
                                "{\"finish_reason\": \"" + word + "\", \"message\": {\"tool_calls\": [" + calls + "]}}")
                        .choices()
                        .getFirst()
                        .finishReason())
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, SERVER_ERROR", "TIMEOUT, TIMEOUT"})
    void end_thatStandsForAFailure_isOne(String word, ErrorCode code) {
        assertThatThrownBy(() -> cohere.answer("{\"finish_reason\": \"" + word + "\", \"message\": {}}"))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessage("cohere: ended its answer with " + word);
    }
}
