package io.caravan.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.provider.RoutedRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

    private final Wire cohere = new Wire();

    @Test
    void everyMember_isSaidInCoheresWords() {
        assertThat(cohere.sentWith("""
            "temperature": 0, "top_p": 0.25, "seed": 9007199254740993, "presence_penalty": 0.5,
            "frequency_penalty": 1, "stop": "END", "max_tokens": 5, "max_completion_tokens": 7, "top_k": 40,
            "stream": true, "stream_options": {"include_usage": true}, "safety_mode": "STRICT",
            "citation_options": {"mode": "FAST"}, "response_format": {"type": "json_object"}\
            """)).isEqualTo(Wire.json("""
                {"model": "command-a-03-2025", "messages": [{"role": "user", "content": "Hello"}],
                 "temperature": 0.0, "p": 0.25, "seed": 9007199254740993, "presence_penalty": 0.5,
                 "frequency_penalty": 1.0, "stop_sequences": ["END"], "max_tokens": 7, "k": 40, "stream": true,
                 "safety_mode": "STRICT", "citation_options": {"mode": "FAST"},
                 "response_format": {"type": "json_object"}}\
                """));
    }

    @Test
    void minimalRequest_isSentWithNothingAdded() {
        assertThat(cohere.sentWith("\"n\": 1, \"response_format\": {\"type\": \"text\"}, \"top_k\": \"x\""))
                .isEqualTo(Wire.json("""
                    {"model": "command-a-03-2025", "messages": [{"role": "user", "content": "Hello"}]}\
                    """));
    }

    @ParameterizedTest
    @CsvSource({
        "top_p, p, 1, 0.99",
        "top_p, p, 0, 0.01",
        "top_p, p, 0.5, 0.5",
        "presence_penalty, presence_penalty, -2, 0",
        "presence_penalty, presence_penalty, 2, 1",
        "frequency_penalty, frequency_penalty, -0.5, 0",
        "frequency_penalty, frequency_penalty, 1.5, 1"
    })
    void number_outOfRange_isTheNearest(String member, String sent, double given, double expected) {
        assertThat(cohere.sentWith("\"" + member + "\": " + given).path(sent).doubleValue())
                .isEqualTo(expected);
        assertThat(cohere.droppedWith(Wire.MODEL, "\"" + member + "\": " + given))
                .isEmpty();
    }

    @Test
    void schema_isPartOfTheFormat() {
        assertThat(cohere.sentWith("""
            "response_format": {"type": "json_schema", "json_schema": {"name": "n", "strict": true,
              "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}\
            """).path("response_format")).isEqualTo(Wire.json("""
                {"type": "json_object", "json_schema": {"type": "object", "properties": {"a": {"type": "string"}}}}\
                """));
    }

    @Test
    void membersWithoutAPlace_areDroppedAndTold() {
        String members = """
            "n": 2, "logit_bias": {"1": 1}, "logprobs": true, "user": "u", "metadata": {}, "parallel_tool_calls": false\
            """;
        assertThat(cohere.sentWith(members)).isEqualTo(Wire.json("""
            {"model": "command-a-03-2025", "messages": [{"role": "user", "content": "Hello"}]}\
            """));
        assertThat(cohere.droppedWith(Wire.MODEL, members))
                .containsExactly("logit_bias", "logprobs", "metadata", "n", "parallel_tool_calls", "user");
    }

    @Test
    void membersThatSayTheUsual_areNotMissed() {
        assertThat(cohere.droppedWith(Wire.MODEL, """
            "n": 1, "parallel_tool_calls": true, "stream_options": {}, "stop": ["a"], "temperature": 1, "top_p": 0.5,
            "tool_choice": "auto", "max_tokens": 1, "seed": 1, "k": 3, "thinking": {"type": "disabled"}\
            """)).isEmpty();
    }

    @Test
    void wordsOfAnotherDialect_areNotTakenForCoheres() {
        RoutedRequest routed = cohere.routed(Wire.MODEL, """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}], "top_k": 3,
             "thinking": {"type": "enabled", "budget_tokens": 1024}, "documents": []}\
            """);
        ChatRequest chat = routed.chat();
        ChatRequest foreign = chat.withNatives(new NativeWords(Set.of("thinking"), Set.of("documents", "top_k")));
        RequestBody body = RequestBody.of(new RoutedRequest(foreign, routed.provider(), routed.model()));
        assertThat(body.json().has("thinking")).isFalse();
        assertThat(body.json().has("documents")).isFalse();
        assertThat(body.json().path("k").intValue()).isEqualTo(3);
        assertThat(body.dropped()).containsExactly("documents");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        command-a-reasoning-08-2025 | none    | {"type": "disabled"}                        | false
        command-a-reasoning-08-2025 | minimal | {"type": "enabled", "token_budget": 1024}   | false
        command-a-reasoning-08-2025 | low     | {"type": "enabled", "token_budget": 1024}   | false
        command-a-reasoning-08-2025 | medium  | {"type": "enabled", "token_budget": 2048}   | false
        command-a-reasoning-08-2025 | high    | {"type": "enabled", "token_budget": 4096}   | false
        command-a-reasoning-08-2025 | xhigh   | {"type": "enabled", "token_budget": 8192}   | false
        command-a-reasoning-08-2025 | max     | {"type": "enabled"}                         | false
        command-r-plus              | high    |                                             | true
        command-r-plus              | none    |                                             | false
        """)
    void effort_isABudgetForModelsThatThink(String model, String effort, String thinking, boolean told) {
        Wire wire = new Wire(Map.of("thinking", "*reasoning*, other"));
        String members = "\"reasoning_effort\": \"" + effort + "\"";
        JsonNode sent = Wire.json(new String(
                wire.request(
                                model,
                                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], "
                                        + members + "}")
                        .body(),
                UTF_8));
        assertThat(sent.path("thinking"))
                .isEqualTo(thinking == null ? Wire.json("{}").path("x") : Wire.json(thinking));
        assertThat(wire.droppedWith(model, members).contains("reasoning_effort"))
                .isEqualTo(told);
    }

    @Test
    void thinking_thatTheCallerSet_isNotOverruled() {
        assertThat(cohere.sentWith("\"reasoning_effort\": \"high\", \"thinking\": {\"type\": \"disabled\"}")
                        .path("thinking"))
                .isEqualTo(Wire.json("{\"type\": \"disabled\"}"));
    }
}
