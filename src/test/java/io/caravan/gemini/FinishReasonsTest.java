package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.answer;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishReasonsTest {

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP, false",
        "FINISH_REASON_UNSPECIFIED, STOP, false",
        "MAX_TOKENS, LENGTH, true",
        "SAFETY, CONTENT_FILTER, true",
        "RECITATION, CONTENT_FILTER, true",
        "LANGUAGE, CONTENT_FILTER, true",
        "BLOCKLIST, CONTENT_FILTER, true",
        "PROHIBITED_CONTENT, CONTENT_FILTER, true",
        "SPII, CONTENT_FILTER, true",
        "IMAGE_SAFETY, CONTENT_FILTER, true",
        "IMAGE_PROHIBITED_CONTENT, CONTENT_FILTER, true",
        "IMAGE_RECITATION, CONTENT_FILTER, true",
        "OTHER, CONTENT_FILTER, true",
        "IMAGE_OTHER, STOP, true",
        "NO_IMAGE, STOP, true",
        "MALFORMED_FUNCTION_CALL, STOP, true",
        "UNEXPECTED_TOOL_CALL, STOP, true",
        "TOO_MANY_TOOL_CALLS, STOP, true",
        "MADE_UP_SINCE, STOP, true",
    })
    void finishReason_ofEachKind_isOneOfOpenAis(String reason, FinishReason expected, boolean kept) {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "%s"}]}\
            """.formatted(reason));
        assertThat(only(response).finishReason()).contains(expected);
        assertThat(only(response).message().extras())
                .isEqualTo(
                        kept
                                ? Map.of(
                                        "provider_specific_fields",
                                        json("{\"native_finish_reason\": \"%s\"}".formatted(reason)))
                                : Map.of());
    }

    @ParameterizedTest
    @CsvSource({"STOP, TOOL_CALLS", "MADE_UP_SINCE, TOOL_CALLS", "MAX_TOKENS, LENGTH", "SAFETY, CONTENT_FILTER"})
    void finishReason_withToolCalls_isToolCallsUnlessItWasCutOff(String reason, FinishReason expected) {
        ChatResponse response = answer("""
            {"candidates": [{"content": {"parts": [{"functionCall": {"name": "f"}}]}, "finishReason": "%s"}]}\
            """.formatted(reason));
        assertThat(only(response).finishReason()).contains(expected);
    }

    @Test
    void mistake_ofTheModelThatSaidNothing_isAFailure() {
        GatewayException failure = failure("{\"candidates\": [{\"finishReason\": \"MALFORMED_FUNCTION_CALL\"}]}");
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure).hasMessage("gemini ended without an answer: MALFORMED_FUNCTION_CALL");
    }

    @Test
    void mistake_besideAnAlternativeThatIsGood_isNoFailure() {
        ChatResponse response = answer("""
            {"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL"},
              {"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP"}]}\
            """);
        assertThat(response.choices()).hasSize(2);
    }

    private static ChatResponse.Choice only(ChatResponse response) {
        assertThat(response.choices()).hasSize(1);
        return response.choices().getFirst();
    }

    private static GatewayException failure(String body) {
        return catchThrowableOfType(GatewayException.class, () -> TRANSFORMER.response(ask(), json(body)));
    }
}
