package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the caller is told of members that do not reach the provider. */
class DroppedTest {

    private static final String EVERYTHING = """
        "temperature": 1.7, "top_p": 1, "n": 2, "seed": 7, "presence_penalty": 1, "frequency_penalty": 1,
        "stop": ["x"], "logprobs": true, "top_logprobs": 2, "max_tokens": 5, "user": "caller-1",
        "parallel_tool_calls": true, "stream": true, "stream_options": {"include_usage": true}, "top_k": 40,
        "response_format": {"type": "text"}, "tool_choice": "auto"\
        """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        deepseek   | n parallel_tool_calls seed user
        qwen       | frequency_penalty
        ernie      | logprobs n top_logprobs
        glm        | frequency_penalty logprobs n parallel_tool_calls presence_penalty top_logprobs
        silicon    | logprobs parallel_tool_calls presence_penalty seed top_logprobs user
        mistral    | user
        groq       | logprobs n top_logprobs
        perplexity | n seed stop
        vllm       |
        openrouter |
        """)
    void members_thatTheProviderHasNoNameFor_areTold(String provider, String dropped) {
        assertThat(Wire.to(provider).droppedWith("m", EVERYTHING))
                .containsExactlyElementsOf(dropped == null ? List.of() : List.of(dropped.split(" ")));
    }

    @Test
    void membersInsideOthers_areToldWithTheirPlace() {
        assertThat(Wire.to("glm").droppedWith("glm-4.6", """
            "messages": [{"role": "user", "name": "bob", "content": "Hello"}],
            "tools": [{"type": "function", "function": {"name": "f", "strict": true}}]\
            """)).containsExactly("messages.name", "tools.strict");
    }

    @ParameterizedTest
    @CsvSource({
        "glm, glm-4-plus, low, true",
        "glm, glm-4-plus, none, false",
        "glm, glm-4.6, low, false",
        "deepseek, deepseek-chat, none, false",
        "deepseek, deepseek-reasoner, none, true",
        "ernie, ernie-x1-turbo, none, true",
        "ernie, ernie-4.5-turbo, none, false",
        "xai, grok-4, none, true",
        "xai, grok-4-fast-non-reasoning, none, false",
        "moonshot, kimi-k2-thinking, none, true",
        "moonshot, moonshot-v1-8k, none, false",
        "moonshot, moonshot-v1-8k, high, true",
        "minimax, MiniMax-M2, high, true",
        "qwen, qwen-plus, high, false"
    })
    void effort_isToldWhereItIsNotObeyed(String provider, String model, String effort, boolean told) {
        assertThat(Wire.to(provider).droppedWith(model, "\"reasoning_effort\": \"" + effort + "\""))
                .isEqualTo(told ? Set.of("reasoning_effort") : Set.of());
    }

    @Test
    void tools_whereThereAreNone_areRefused() {
        Wire perplexity = Wire.to("perplexity");
        String tools = "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]";
        assertThatThrownBy(() -> perplexity.sentWith("sonar", tools))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
                    assertThat(failure.fields().getFirst().path()).isEqualTo("tools");
                    assertThat(failure.origin().orElseThrow().provider()).isEqualTo("perplexity");
                });
        assertThat(perplexity.sentWith("sonar", "\"tools\": []").has("tools")).isFalse();
    }
}
