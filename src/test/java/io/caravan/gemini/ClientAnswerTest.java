package io.caravan.gemini;

import static io.caravan.gemini.ClientFixture.JSON;
import static io.caravan.gemini.ClientFixture.hello;
import static io.caravan.gemini.ClientFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAnswerTest {

    private static final JsonNode SIGNED = json("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+=\"}");

    @Test
    void text_isOnePart() {
        assertThat(answer(choice(0, AssistantMessage.of("Hi"), FinishReason.STOP)))
                .isEqualTo(json("""
                    {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP","index":0}],
                     "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":1,
                     "cachedContentTokenCount":2,"totalTokenCount":14,"cost":null},"modelVersion":"model-1","responseId":"id-1"}\
                    """));
    }

    @Test
    void everything_isInOrder() {
        AssistantMessage message = new AssistantMessage(
                Optional.of("I look."),
                Optional.of("Or not."),
                Optional.of("Hm"),
                List.of(),
                List.of(
                        new ToolCall(
                                "call_1", "look", "{\"at\":\"Paris\"}", fields("{\"thought_signature\":\"Cp==\"}")),
                        new ToolCall("call_2", "hear", "", Map.of()),
                        new ToolCall("call_3", "hear", "{\"n\":", Map.of())),
                Map.of("provider_specific_fields", json("""
                    {"thought_signature":"Dq==","grounding_metadata":{"a":1},"citation_metadata":{"b":2},
                     "parts":[{"executableCode":{"code":"1"}}]}\
                    """), "images", json("""
                        [{"image_url":{"url":"data:image/png;base64,AAAA"},
                          "provider_specific_fields":{"thought_signature":"Eq=="}},
                         {"image_url":{"url":"https://a.example/b.png"}}]\
                        """)));

        assertThat(answer(choice(1, message, FinishReason.TOOL_CALLS)).path("candidates"))
                .isEqualTo(json("""
                    [{"content":{"role":"model","parts":[{"text":"Hm","thought":true},
                       {"text":"I look.","thoughtSignature":"Dq=="},{"text":"Or not."},
                       {"inlineData":{"mimeType":"image/png","data":"AAAA"},"thoughtSignature":"Eq=="},
                       {"executableCode":{"code":"1"}},
                       {"functionCall":{"id":"call_1","name":"look","args":{"at":"Paris"}},"thoughtSignature":"Cp=="},
                       {"functionCall":{"id":"call_2","name":"hear","args":{}}},
                       {"functionCall":{"id":"call_3","name":"hear","args":{"INVALID_JSON":"{\\"n\\":"}}}]},
                      "finishReason":"STOP","citationMetadata":{"b":2},"groundingMetadata":{"a":1},"index":1}]\
                    """));
    }

    @Test
    void signedThinking_comesBackByteForByte() {
        JsonNode redacted = json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}");
        AssistantMessage message = new AssistantMessage(
                Optional.of("Hi"),
                Optional.empty(),
                Optional.of("HmHm"),
                List.of(SIGNED, redacted, SIGNED),
                List.of(),
                Map.of());

        JsonNode content = answer(choice(0, message, FinishReason.STOP)).at("/candidates/0/content");
        Message back = ClientFixture.turns(content.toString()).messages().getFirst();

        assertThat(content.at("/parts/0/text").textValue()).isEqualTo("Hm");
        assertThat(content.at("/parts/0/thought").booleanValue()).isTrue();
        assertThat(back.thinkingBlocks()).containsExactly(SIGNED, redacted, SIGNED);
        assertThat(back.text()).isEqualTo("Hi");
    }

    @Test
    void nothingSaid_isAnEmptyText() {
        AssistantMessage message = AssistantMessage.of("");

        assertThat(answer(choice(0, message, FinishReason.LENGTH)).at("/candidates/0/content/parts"))
                .isEqualTo(json("[{\"text\":\"\"}]"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,           '',                      STOP",
        "STOP,           end_turn,                STOP",
        "STOP,           MALFORMED_FUNCTION_CALL, MALFORMED_FUNCTION_CALL",
        "STOP,           SAFETY,                  STOP",
        "TOOL_CALLS,     '',                      STOP",
        "FUNCTION_CALL,  '',                      STOP",
        "LENGTH,         '',                      MAX_TOKENS",
        "CONTENT_FILTER, '',                      SAFETY",
        "CONTENT_FILTER, refusal,                 SAFETY",
        "CONTENT_FILTER, RECITATION,              RECITATION"
    })
    void finishReason_isGeminis(FinishReason finish, String told, String expected) {
        AssistantMessage message = new AssistantMessage(
                Optional.of("Hi"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", JSON.createObjectNode().put("native_finish_reason", told)));

        assertThat(answer(choice(0, message, finish))
                        .at("/candidates/0/finishReason")
                        .textValue())
                .isEqualTo(expected);
    }

    @Test
    void countsThatAreZero_areLeftOut() {
        assertThat(ClientUsage.of(new Usage(1, 1, 2, 0, 0, 2))).isEqualTo(json("""
            {"promptTokenCount":1,"candidatesTokenCount":0,"thoughtsTokenCount":2,"totalTokenCount":2,"cost":null}\
            """));
        assertThat(ClientUsage.of(Usage.of(1, 1))).isEqualTo(json("""
            {"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2,"cost":null}\
            """));
    }

    @Test
    void noUsage_isLeftOut() {
        ChatResponse response = new ChatResponse("id-1", 1, "model-1", List.of(), Optional.empty(), Map.of());

        assertThat(ClientFixture.TRANSFORMER.response(hello(""), response))
                .isEqualTo(json("{\"candidates\":[],\"modelVersion\":\"model-1\",\"responseId\":\"id-1\"}"));
    }

    private static JsonNode answer(ChatResponse.Choice choice) {
        return ClientFixture.TRANSFORMER.response(
                hello(""),
                new ChatResponse(
                        "id-1", 1, "model-1", List.of(choice), Optional.of(new Usage(10, 4, 14, 2, 0, 1)), Map.of()));
    }

    private static ChatResponse.Choice choice(int index, AssistantMessage message, FinishReason finish) {
        return new ChatResponse.Choice(index, message, Optional.of(finish), Optional.empty());
    }

    private static Map<String, JsonNode> fields(String fields) {
        return Map.of("provider_specific_fields", json(fields));
    }

    @Test
    void probabilities_areGooglesResult() {
        JsonNode logprobs = json("""
            {"content":[{"token":"H","logprob":-0.5,"bytes":null,"top_logprobs":[{"token":"J","logprob":-1.5}]},
                        {"token":"i","logprob":0}]}\
            """);
        ChatResponse.Choice choice = new ChatResponse.Choice(
                0, AssistantMessage.of("Hi"), Optional.of(FinishReason.STOP), Optional.of(logprobs));

        assertThat(answer(choice).at("/candidates/0/logprobsResult")).isEqualTo(json("""
            {"topCandidates":[{"candidates":[{"token":"J","logProbability":-1.5}]},{"candidates":[]}],
             "chosenCandidates":[{"token":"H","logProbability":-0.5},{"token":"i","logProbability":0.0}]}\
            """));
    }
}
