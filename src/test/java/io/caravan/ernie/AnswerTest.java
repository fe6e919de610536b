package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.answer;
import static io.caravan.ernie.ErnieFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

class AnswerTest {

    @Test
    void answer_isRead() {
        ChatResponse response = answer("""
            {"id":"as-x","object":"chat.completion","created":1770000000,"result":"Hi!","is_truncated":false,\
            "need_clear_history":false,"finish_reason":"normal","search_info":{"search_results":[]},\
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":4}}\
            """);

        AssistantMessage message = new AssistantMessage(
                Optional.of("Hi!"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", json("{\"search_info\":{\"search_results\":[]}}")));
        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "as-x",
                        1_770_000_000,
                        "ernie-legacy/x",
                        List.of(new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty())),
                        Optional.of(new Usage(1, 2, 4, 0, 0, 0)),
                        Map.of()));
    }

    @Test
    void answerWithNothingElse_isAnAnswer() {
        ChatResponse response = answer("{\"result\":\"\"}");

        assertThat(response.id()).startsWith("chatcmpl-");
        assertThat(response.created()).isEqualTo(ErnieFixture.NOW);
        assertThat(response.usage()).isEmpty();
        assertThat(response.choices().getFirst().message()).isEqualTo(AssistantMessage.of(""));
        assertThat(response.choices().getFirst().finishReason()).contains(FinishReason.STOP);
    }

    @Test
    void countsWithoutASum_areAdded() {
        assertThat(answer("{\"result\":\"\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}")
                        .usage())
                .contains(Usage.of(3, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "finish_reason":"normal"                             | STOP
        "finish_reason":"stop"                               | STOP
        "finish_reason":"length"                             | LENGTH
        "finish_reason":"content_filter"                     | CONTENT_FILTER
        "finish_reason":"function_call"                      | TOOL_CALLS
        "is_truncated":true                                  | LENGTH
        "is_truncated":true,"need_clear_history":true        | CONTENT_FILTER
        "need_clear_history":true,"finish_reason":"normal"   | CONTENT_FILTER
        "flag":0                                             | STOP
        "flag":1                                             | CONTENT_FILTER
        "function_call":{"name":"f"}                         | TOOL_CALLS
        "function_call":{"name":"f"},"is_truncated":true     | LENGTH
        """)
    void end_hasAReason(String members, FinishReason reason) {
        assertThat(answer("{\"result\":\"x\"," + members + "}")
                        .choices()
                        .getFirst()
                        .finishReason())
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"name":"f","arguments":"{\\"a\\":1}","thoughts":"Hm"} | {"a":1} | Hm
        {"name":"f","arguments":{"a":1}}                      | {"a":1} |
        {"name":"f","arguments":""}                           | {}      |
        {"name":"f"}                                          | {}      |
        """)
    void call_isAToolCall(String call, String arguments, String thoughts) {
        AssistantMessage message = answer("{\"result\":\"\",\"function_call\":" + call + "}")
                .choices()
                .getFirst()
                .message();
        ToolCall made = message.toolCalls().getFirst();

        assertThat(made.id()).matches("call_[0-9a-f]{32}");
        assertThat(made.name()).isEqualTo("f");
        assertThat(made.arguments()).isEqualTo(arguments);
        assertThat(message.content()).isEmpty();
        assertThat(message.reasoning()).isEqualTo(Optional.ofNullable(thoughts));
    }

    @Test
    void callBesideText_keepsTheText() {
        assertThat(answer("{\"result\":\"Wait.\",\"function_call\":{\"name\":\"f\"}}")
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .contains("Wait.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"id":"as-x","result":null} | BAD_ANSWER | ernie-legacy answered without a result
        []                          | BAD_ANSWER | ernie-legacy answered something that is no answer
        {"error_code":336100,"error_msg":"busy","result":"x"} | UNAVAILABLE | ernie-legacy: busy
        """)
    void whatIsNoAnswer_isAFailure(String body, ErrorCode code, String message) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> answer(body));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
    }
}
