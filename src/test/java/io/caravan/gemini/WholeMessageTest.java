package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.answer;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeMessageTest {

    @Test
    void parts_ofText_areJoined() {
        assertThat(message("[{\"text\": \"A \"}, {\"text\": \"\"}, {\"text\": \"cat.\"}]"))
                .isEqualTo(AssistantMessage.of("A cat."));
    }

    @Test
    void functionCalls_areToolCallsWithTheirSignatures() {
        AssistantMessage message = message("""
            [{"functionCall": {"id": "f1", "name": "lookup", "args": {"q": "x"}}, "thoughtSignature": "CpcB"},
             {"functionCall": {"name": "now"}}]\
            """);
        assertThat(message.content()).isEmpty();
        assertThat(message.extras())
                .isEqualTo(Map.of("provider_specific_fields", json("{\"native_finish_reason\": \"STOP\"}")));
        ToolCall first = message.toolCalls().getFirst();
        assertThat(first).isEqualTo(new ToolCall("f1", "lookup", "{\"q\":\"x\"}", StreamFixture.signed("CpcB")));
        ToolCall second = message.toolCalls().getLast();
        assertThat(second.id()).startsWith("call_").hasSize(41);
        assertThat(second).isEqualTo(new ToolCall(second.id(), "now", "{}", Map.of()));
    }

    @Test
    void functionCall_afterText_keepsTheText() {
        ChatResponse response = answer("""
            {"candidates": [{"finishReason": "STOP", "content": {"parts":
              [{"text": "I will look."}, {"functionCall": {"id": "f1", "name": "lookup"}}]}}]}\
            """);
        assertThat(only(response).message().content()).contains("I will look.");
        assertThat(only(response).finishReason()).contains(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"text\": \"Hi\", \"thoughtSignature\": \"CpcB\"}]",
                "[{\"text\": \"Hi\"}, {\"text\": \"\", \"thoughtSignature\": \"CpcB\"}]",
                "[{\"text\": \"Hi\"}, {\"thoughtSignature\": \"CpcB\"}]",
                "[{\"text\": \"\", \"thought\": true, \"thoughtSignature\": \"CpcB\"}, {\"text\": \"Hi\"}]"
            })
    void signature_onAText_isKeptWithTheMessage(String parts) {
        assertThat(message(parts))
                .isEqualTo(new AssistantMessage(
                        Optional.of("Hi"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of("provider_specific_fields", json("{\"thought_signature\": \"CpcB\"}"))));
    }

    @Test
    void pictures_areImageParts() {
        assertThat(message("[{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"iVBOR\"}}]")
                        .extras())
                .isEqualTo(Map.of("images", json("""
                    [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBOR"}}]\
                    """)));
    }

    @Test
    void parts_withoutCounterpart_areKeptAsTheyAre() {
        String parts = """
            [{"executableCode": {"language": "PYTHON", "code": "1+1"}}, {"codeExecutionResult": {"output": "2"}},
             {"inlineData": {"mimeType": "audio/L16", "data": "AA=="}},
             {"thought": true, "inlineData": {"mimeType": "image/png", "data": "AA=="}}, {"whatever": 1}, 7]\
            """;
        assertThat(message(parts).extras())
                .isEqualTo(Map.of("provider_specific_fields", json("{\"parts\": " + parts + "}")));
    }

    @Test
    void sources_areKept() {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP",
              "citationMetadata": {"citationSources": []}, "groundingMetadata": {"webSearchQueries": ["x"]}}]}\
            """);
        assertThat(only(response).message().extras()).isEqualTo(Map.of("provider_specific_fields", json("""
            {"citation_metadata": {"citationSources": []}, "grounding_metadata": {"webSearchQueries": ["x"]}}\
            """)));
    }

    @Test
    void logprobs_areInOpenAisForm() {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP", "logprobsResult": {
              "topCandidates": [{"candidates": [{"token": "Hi", "tokenId": 1, "logProbability": -0.25},
                                                {"token": "Hey", "tokenId": 2, "logProbability": -1.5}]}],
              "chosenCandidates": [{"token": "Hi", "tokenId": 1, "logProbability": -0.25}]}}]}\
            """);
        assertThat(only(response).logprobs()).contains(json("""
            {"content": [{"token": "Hi", "logprob": -0.25, "bytes": null, "top_logprobs": [
               {"token": "Hi", "logprob": -0.25, "bytes": null}, {"token": "Hey", "logprob": -1.5, "bytes": null}]}],
             "refusal": null}\
            """));
    }

    private static ChatResponse.Choice only(ChatResponse response) {
        assertThat(response.choices()).hasSize(1);
        return response.choices().getFirst();
    }

    private static AssistantMessage message(String parts) {
        return only(answer("{\"candidates\": [{\"content\": {\"parts\": %s}, \"finishReason\": \"STOP\"}]}"
                        .formatted(parts)))
                .message();
    }
}
