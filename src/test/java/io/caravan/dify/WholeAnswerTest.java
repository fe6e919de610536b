package io.caravan.dify;

import static io.caravan.dify.DifyFixture.answer;
import static io.caravan.dify.DifyFixture.json;
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

class WholeAnswerTest {

    @Test
    void answer_isReadWithItsIds() {
        ChatResponse response = answer("""
            {"event":"message","task_id":"t","id":"x","message_id":"m-1","conversation_id":"c-1","answer":"Hello!",
             "metadata":{"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":15,"total_price":"0.0001"},
              "retriever_resources":[{"position":1}],"reasoning":{"n":"Hm"}},"created_at":1770000000}\
            """);

        AssistantMessage message = new AssistantMessage(
                Optional.of("Hello!"),
                Optional.empty(),
                Optional.of("Hm"),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", json("""
                    {"conversation_id":"c-1","message_id":"m-1","retriever_resources":[{"position":1}]}\
                    """)));
        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "m-1",
                        1_770_000_000,
                        "dify/support",
                        List.of(new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty())),
                        Optional.of(new Usage(10, 2, 15, 0, 0, 0)),
                        Map.of()));
    }

    @Test
    void answerWithNothingElse_isAnAnswer() {
        ChatResponse response = answer("{\"answer\":\"\",\"metadata\":{\"usage\":{}}}");

        assertThat(response.id()).startsWith("chatcmpl-");
        assertThat(response.created()).isEqualTo(DifyFixture.NOW);
        assertThat(response.usage()).contains(new Usage(0, 0, 0, 0, 0, 0));
        assertThat(response.choices().getFirst().message()).isEqualTo(AssistantMessage.of(""));
    }

    @Test
    void answerOfAnOlderService_hasItsIdElsewhereAndNoCounts() {
        ChatResponse response = answer("{\"id\":\"m-2\",\"answer\":\"Hi\"}");

        assertThat(response.id()).isEqualTo("m-2");
        assertThat(response.usage()).isEmpty();
    }

    @Test
    void countsWithoutASum_areAdded() {
        assertThat(answer("""
            {"answer":"Hi","metadata":{"usage":{"prompt_tokens":3,"completion_tokens":4}}}\
            """).usage()).contains(Usage.of(3, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"event":"error","status":503,"code":"x","message":"Down"} | UNAVAILABLE | dify: Down
        {"code":"not_chat_app"}                                    | SERVER_ERROR | dify: not_chat_app
        {"message":"Odd"}                                          | SERVER_ERROR | dify: Odd
        {"answer":null}                                            | BAD_ANSWER | dify answered without an answer
        {"answer":{"a":1}}                                         | BAD_ANSWER | dify answered without an answer
        []                                                         | BAD_ANSWER | dify answered something that is no answer
        """)
    void whatIsNoAnswer_isAFailure(String body, ErrorCode code, String message) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> answer(body));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
    }
}
