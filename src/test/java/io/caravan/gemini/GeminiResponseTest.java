package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.NOW;
import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.answer;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiResponseTest {

    @Test
    void answer_withThoughts_isReadWhole() {
        ChatResponse response = answer("""
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Considering…","thought":true},{"text":"A cat."}]},
               "finishReason":"STOP","index":0,"safetyRatings":[]}],
             "usageMetadata":{"promptTokenCount":270,"candidatesTokenCount":4,"thoughtsTokenCount":31,
               "cachedContentTokenCount":0,"totalTokenCount":305,
               "promptTokensDetails":[{"modality":"TEXT","tokenCount":12},{"modality":"IMAGE","tokenCount":258}]},
             "modelVersion":"gemini-2.5-flash-001","responseId":"abc"}\
            """);
        AssistantMessage message = new AssistantMessage(
                Optional.of("A cat."), Optional.empty(), Optional.of("Considering…"), List.of(), List.of(), Map.of());
        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "abc",
                        NOW,
                        "gemini-2.5-flash-001",
                        List.of(new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty())),
                        Optional.of(new Usage(270, 35, 305, 0, 0, 31)),
                        Map.of()));
    }

    @Test
    void answer_withoutIdModelAndUsage_isReadAllTheSame() {
        ChatResponse response = answer("{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hi\"}]}}]}");
        assertThat(response.id()).startsWith("chatcmpl-").hasSize(45);
        assertThat(response.model()).isEqualTo("gemini/gemini-2.5-flash");
        assertThat(response.usage()).isEmpty();
        assertThat(only(response).finishReason()).contains(FinishReason.STOP);
        assertThat(only(response).message()).isEqualTo(AssistantMessage.of("Hi"));
    }

    @Test
    void candidates_areChoices() {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"text": "A"}]}, "finishReason": "STOP"},
              {"content": {"parts": [{"text": "B"}]}, "finishReason": "MAX_TOKENS", "index": 1}]}\
            """);
        assertThat(response.choices()).extracting(ChatResponse.Choice::index).containsExactly(0, 1);
        assertThat(response.choices())
                .extracting(choice -> choice.message().content().orElseThrow())
                .containsExactly("A", "B");
    }

    @Test
    void candidate_withoutContent_isEmptyText() {
        ChatResponse response = answer("""
            {"candidates": [{"finishReason": "MAX_TOKENS", "index": 0}],
             "usageMetadata": {"promptTokenCount": 20, "thoughtsTokenCount": 64, "totalTokenCount": 84}}\
            """);
        assertThat(only(response).message().content()).contains("");
        assertThat(only(response).finishReason()).contains(FinishReason.LENGTH);
        assertThat(response.usage()).contains(new Usage(20, 64, 84, 0, 0, 64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY", "JAILBREAK"})
    void prompt_thatIsBlocked_isAnEmptyFilteredChoice(String reason) {
        ChatResponse response = answer("""
            {"promptFeedback": {"blockReason": "%s"}, "responseId": "r1",
             "usageMetadata": {"promptTokenCount": 8, "totalTokenCount": 8}}\
            """.formatted(reason));
        assertThat(response.choices())
                .containsExactly(new ChatResponse.Choice(
                        0,
                        new AssistantMessage(
                                Optional.of(""),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Map.of(
                                        "provider_specific_fields",
                                        json("{\"native_finish_reason\": \"%s\"}".formatted(reason)))),
                        Optional.of(FinishReason.CONTENT_FILTER),
                        Optional.empty()));
        assertThat(response.usage()).contains(new Usage(8, 0, 8, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}                          | 10 | 5  | 15 | 0 | 0
        {"promptTokenCount": 10, "candidatesTokenCount": 5, "thoughtsTokenCount": 3, "totalTokenCount": 18} | 10 | 8  | 18 | 0 | 3
        {"promptTokenCount": 10, "candidatesTokenCount": 8, "thoughtsTokenCount": 3, "totalTokenCount": 18} | 10 | 8  | 18 | 0 | 3
        {"promptTokenCount": 10, "toolUsePromptTokenCount": 4, "candidatesTokenCount": 5, "totalTokenCount": 19} | 14 | 5 | 19 | 0 | 0
        {"promptTokenCount": 10, "cachedContentTokenCount": 6, "candidatesTokenCount": 5, "totalTokenCount": 15} | 10 | 5 | 15 | 6 | 0
        {"promptTokenCount": 10, "candidatesTokenCount": 5, "thoughtsTokenCount": 3}                        | 10 | 8  | 18 | 0 | 3
        {"promptTokenCount": 10}                                                                            | 10 | 0  | 10 | 0 | 0
        {}                                                                                                  | 0  | 0  | 0  | 0 | 0
        """)
    void usage_inEachForm_isAddedUp(String metadata, int prompt, int completion, int total, int cached, int reasoning) {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"text": "Hi"}]}}], "usageMetadata": %s}\
            """.formatted(metadata));
        assertThat(response.usage()).contains(new Usage(prompt, completion, total, cached, 0, reasoning));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "null",
                "\"sorry\"",
                "[{}, {}]",
                "{\"candidates\": []}",
                "{\"candidates\": [], \"promptFeedback\": {}}",
                "{\"choices\": [{\"message\": {\"content\": \"Hi\"}}]}",
                "{\"candidates\": [{\"index\": -1}]}",
                "{\"candidates\": [{\"index\": 2000000000}]}"
            })
    void body_thatIsNoAnswer_isABadAnswer(String body) {
        GatewayException failure = failure(body);
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.origin()).contains(ask().origin().withStatus(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"code\": 503, \"message\": \"The model is overloaded.\", \"status\": \"UNAVAILABLE\"}}",
                "[{\"error\": {\"code\": 503, \"message\": \"The model is overloaded.\", \"status\": \"UNAVAILABLE\"}}]"
            })
    void error_insideASuccess_isAFailure(String body) {
        GatewayException failure = failure(body);
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessage("gemini: The model is overloaded.");
        assertThat(failure.origin()).contains(ask().origin().withStatus(503));
    }

    @Test
    void answer_wrappedInAnArrayOfOne_isRead() {
        assertThat(only(answer("[{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hi\"}]}}]}]"))
                        .message())
                .isEqualTo(AssistantMessage.of("Hi"));
    }

    private static ChatResponse.Choice only(ChatResponse response) {
        assertThat(response.choices()).hasSize(1);
        return response.choices().getFirst();
    }

    private static GatewayException failure(String body) {
        return catchThrowableOfType(GatewayException.class, () -> TRANSFORMER.response(ask(), json(body)));
    }
}
