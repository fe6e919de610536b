package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.dropped;
import static io.caravan.anthropic.Fixture.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedMembersTest {

    @Test
    void members_thatAreTold_areNotReported() {
        assertThat(dropped(routed("claude-sonnet-4-5", """
            "temperature": 1.7, "top_k": 3, "max_tokens": 100000, "max_completion_tokens": 9, "stop": ["a", " "],
            "n": 1, "user": "u", "service_tier": "auto", "stream": true, "stream_options": {"include_usage": true},
            "response_format": {"type": "text"}, "reasoning_effort": "none", "cache_control": {"type": "ephemeral"},
            "inference_geo": "us"
            """))).isEmpty();
    }

    @Test
    void members_thatAnthropicLacks_areReported() {
        assertThat(dropped(routed("claude-sonnet-4-5", """
            "n": 2, "seed": 7, "presence_penalty": 1, "frequency_penalty": 1, "logprobs": true, "top_logprobs": 3,
            "logit_bias": {"1": 2}, "metadata": {"a": "b"}, "store": true, "verbosity": "low", "modalities": ["text"],
            "prediction": {}, "prompt_cache_key": "k", "web_search_options": {}, "x_house_style": 1
            """)))
                .containsExactly(
                        "frequency_penalty",
                        "logit_bias",
                        "logprobs",
                        "metadata",
                        "modalities",
                        "n",
                        "prediction",
                        "presence_penalty",
                        "prompt_cache_key",
                        "seed",
                        "store",
                        "top_logprobs",
                        "verbosity",
                        "web_search_options",
                        "x_house_style");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude-sonnet-4-5 | 'temperature': 0.5, 'top_p': 0.5                         | top_p",
                "claude-sonnet-4-5 | 'top_p': 0.5                                             |",
                "claude-sonnet-4-5 | 'temperature': 0.5, 'top_k': 3, 'reasoning_effort': 'low' | temperature top_k",
                "claude-opus-4-8   | 'temperature': 0.5, 'top_p': 0.5, 'top_k': 3             | temperature top_k"
                        + " top_p",
                "claude-sonnet-4-5 | 'top_k': 'many'                                          | top_k",
                "claude-sonnet-4-5 | 'stop': ' '                                              | stop",
                "claude-sonnet-4-5 | 'service_tier': 'scale'                                  | service_tier",
                "claude-sonnet-4-5 | 'user': 'ann@example.com'                                | user",
                "claude-sonnet-4-5 | 'user': 'u', 'safety_identifier': 's'                    | safety_identifier",
                "claude-sonnet-4-5 | 'safety_identifier': 's'                                 |",
                "claude-sonnet-4-5 | 'user': 'u', 'metadata': {'user_id': 'm'}                | metadata",
                "claude-sonnet-4-5 | 'metadata': {'user_id': 'm'}                             |",
                "claude-sonnet-4-5 | 'metadata': {'user_id': 'm', 'a': 'b'}                   | metadata",
                "claude-sonnet-4-5 | 'reasoning_effort': 'low'                                |",
                "claude-3-5-haiku  | 'reasoning_effort': 'low'                                | reasoning_effort",
                "claude-3-5-haiku  | 'reasoning_effort': 'none'                               |",
                "claude-opus-4-8   | 'reasoning_effort': 'none'                               |",
                "claude-fable-5    | 'reasoning_effort': 'none'                               |",
                "claude-sonnet-4-5 | 'thinking': {'type': 'enabled', 'budget_tokens': 2000}   |",
                "claude-sonnet-4-5 | 'thinking': {'type': 'disabled'}, 'reasoning_effort': 'low' | reasoning_effort",
                "claude-sonnet-4-5 | 'thinking': {'type': 'disabled'}, 'reasoning_effort': 'none' |",
                "claude-sonnet-4-5 | 'thinking': {'type': 'enabled'}, 'reasoning_effort': 'none' | reasoning_effort",
                "claude-sonnet-4-5 | 'thinking': true, 'reasoning_effort': 'low'              | thinking",
                "claude-sonnet-4-5 | 'functions': null, 'function_call': 'auto'               | function_call functions"
            })
    void member_isReportedWhereItIsNotTold(String model, String asked, String reported) {
        List<String> names = reported == null ? List.of() : List.of(reported.split(" "));

        assertThat(dropped(routed(model, asked.replace('\'', '"')))).containsExactlyElementsOf(names);
    }

    @Test
    void effort_forAnAnswerThatIsBegun_isReported() {
        assertThat(dropped(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "reasoning_effort": "low", "messages": [
              {"role": "user", "content": "A"}, {"role": "assistant", "content": "B"}]}
            """))).containsExactly("reasoning_effort");
    }

    @Test
    void effort_thatOnlyRestatesTheCallersOwnWords_isNotReported() {
        RoutedRequest request = routed("claude-sonnet-4-5", """
            "thinking": {"type": "enabled", "budget_tokens": 2000}, "reasoning_effort": "medium"
            """);
        ChatRequest chat = request.chat();
        ChatRequest restating = chat.withNatives(new NativeWords(Set.of("thinking"), Set.of()));

        assertThat(dropped(request)).containsExactly("reasoning_effort");
        assertThat(dropped(new RoutedRequest(restating, request.provider(), request.model())))
                .isEmpty();
    }
}
