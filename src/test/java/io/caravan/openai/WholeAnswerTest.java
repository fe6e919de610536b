package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeAnswerTest {

    private final Wire openai = Wire.to("openai");

    @Test
    void answer_keepsWhatCaravanGivesNoMeaning() {
        ChatResponse answer = openai.answer("""
            {"id": "c1", "object": "chat.completion", "created": 1770000000, "model": "gpt-4o-2024-08-06",
             "service_tier": "default", "system_fingerprint": null, "x_groq": {"id": "r"},
             "choices": [{"index": 0, "finish_reason": "stop", "logprobs": {"content": []},
               "message": {"role": "assistant", "content": "Hi", "refusal": null, "annotations": [1],
                 "audio": null, "thinking_blocks": [{"type": "thinking"}]}}]}\
            """);
        ChatResponse.Choice choice = answer.choices().getFirst();
        assertThat(answer.id()).isEqualTo("c1");
        assertThat(answer.created()).isEqualTo(1_770_000_000);
        assertThat(answer.model()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(answer.extras()).isEqualTo(Map.of("service_tier", Wire.json("\"default\"")));
        assertThat(answer.usage()).isEmpty();
        assertThat(choice.logprobs()).contains(Wire.json("{\"content\": []}"));
        assertThat(choice.message().content()).contains("Hi");
        assertThat(choice.message().refusal()).isEmpty();
        assertThat(choice.message().thinkingBlocks()).hasSize(1);
        assertThat(choice.message().extras()).isEqualTo(Map.of("annotations", Wire.json("[1]")));
    }

    @Test
    void answer_thatTellsNoHead_getsOne() {
        ChatResponse answer = openai.answer("{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}");
        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.model()).isEqualTo("some-model");
        assertThat(answer.created()).isEqualTo(1_780_000_000);
        assertThat(answer.choices().getFirst().finishReason()).contains(FinishReason.STOP);
    }

    @ParameterizedTest
    @CsvSource({"length, LENGTH", "content_filter, CONTENT_FILTER"})
    void nullContent_isNoText(String word, FinishReason reason) {
        ChatResponse.Choice choice =
                openai.answer("""
                    {"choices": [{"message": {"role": "assistant", "content": null, "refusal": "No."},
                                  "finish_reason": "%s"}]}\
                    """.formatted(word)).choices().getFirst();
        assertThat(choice.message().content()).isEmpty();
        assertThat(choice.message().refusal()).contains("No.");
        assertThat(choice.finishReason()).contains(reason);
    }

    @Test
    void toolCalls_ofAnyMaking_areWhole() {
        ChatResponse.Choice choice = openai.answer("""
            {"choices": [{"finish_reason": "stop", "message": {"content": null, "tool_calls": [
              {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\\"x\\":1}"}, "extra_content": 1},
              {"id": "b", "index": 1, "function": {"name": "g", "arguments": {"y": 2}}},
              {"id": "", "function": {"name": "h", "arguments": ""}}]}}]}\
            """).choices().getFirst();
        assertThat(choice.finishReason()).contains(FinishReason.TOOL_CALLS);
        assertThat(choice.message().toolCalls())
                .startsWith(
                        new ToolCall("a", "f", "{\"x\":1}", Map.of("extra_content", Wire.json("1"))),
                        new ToolCall("b", "g", "{\"y\":2}", Map.of()));
        assertThat(choice.message().toolCalls().getLast().id()).startsWith("call_");
        assertThat(choice.message().toolCalls().getLast().arguments()).isEqualTo("{}");
    }

    @Test
    void partsOfMistral_areTextAndReasoning() {
        AssistantMessage message =
                Wire.to("mistral").answer("""
                    {"choices": [{"message": {"content": [
                      {"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]},
                      {"type": "text", "text": "Hi"}]}, "finish_reason": "stop"}]}\
                    """).choices().getFirst().message();
        assertThat(message.content()).contains("Hi");
        assertThat(message.reasoning()).contains("Hm");
    }

    @Test
    void reasoning_underItsOtherName_isReasoning() {
        AssistantMessage message =
                Wire.to("openrouter").answer("""
                    {"choices": [{"message": {"content": "Hi", "reasoning": "Hm", "reasoning_details": [{"a": 1}]}}]}\
                    """).choices().getFirst().message();
        assertThat(message.reasoning()).contains("Hm");
        assertThat(message.extras()).containsOnlyKeys("reasoning_details");
    }

    @Test
    void nativeFinishReason_joinsWhatTheProviderToldAlready() {
        AssistantMessage message =
                Wire.to("litellm").answer("""
                    {"choices": [{"finish_reason": "sensitive", "message": {
                      "content": "Hi", "provider_specific_fields": {"citations": [1]}}}]}\
                    """).choices().getFirst().message();
        assertThat(message.extras().get("provider_specific_fields")).isEqualTo(Wire.json("""
            {"citations": [1], "native_finish_reason": "sensitive"}\
            """));
    }

    @Test
    void moderation_isAContentFilter() {
        assertThat(Wire.to("ark").answer("""
            {"choices": [{"finish_reason": "stop", "moderation_hit_type": "severe_violation",
                          "message": {"content": "Hi"}}]}\
            """).choices().getFirst().finishReason())
                .contains(FinishReason.CONTENT_FILTER);
    }

    @Test
    void alternatives_areNumberedWhereTheProviderDoesNot() {
        ChatResponse answer = openai.answer("""
            {"choices": [{"message": {"content": "a"}}, {"message": {"content": "b"}}]}\
            """);
        assertThat(answer.choices()).extracting(ChatResponse.Choice::index).containsExactly(0, 1);
    }

    @Test
    void finishWord_thatMeansFailure_isAFailure() {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> Wire.to("glm").answer("""
                    {"choices": [{"finish_reason": "network_error", "message": {"content": "Hi"}}]}\
                    """));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_ERROR);
    }
}
