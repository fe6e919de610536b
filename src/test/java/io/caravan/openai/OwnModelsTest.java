package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnModelsTest {

    private static final String EVERYTHING = """
        "temperature": 0.5, "top_p": 0.5, "presence_penalty": 1, "frequency_penalty": 1, "stop": ["x"],
        "logit_bias": {"1": 1}, "logprobs": true, "top_logprobs": 2, "max_tokens": 5, "n": 2, "seed": 1,
        "parallel_tool_calls": true, "tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "auto", "response_format": {"type": "json_object"}, "reasoning_effort": "low",
        "verbosity": "low\"\
        """;

    private static final String TOOLS = """
        "tools": [{"type": "function", "function": {"name": "f"}}], \
        """;

    private final Wire openai = Wire.to("openai");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        gpt-4o                        | reasoning_effort
        gpt-4.1-mini                  | reasoning_effort
        gpt-3.5-turbo                 | reasoning_effort
        chatgpt-4o-latest             | reasoning_effort
        ft:gpt-4o-mini:acme::id       | reasoning_effort
        gpt-4o-search-preview         | reasoning_effort temperature
        gpt-4o-mini-search-preview    | reasoning_effort temperature
        gpt-5-chat-latest             | reasoning_effort stop
        o1                            | THINKING parallel_tool_calls
        o1-2024-12-17                 | THINKING parallel_tool_calls
        o1-mini                       | THINKING parallel_tool_calls tool_choice response_format reasoning_effort
        o1-preview-2024-09-12         | THINKING parallel_tool_calls tool_choice response_format reasoning_effort
        o3                            | THINKING stop
        o3-mini-2025-01-31            | THINKING stop
        ft:o4-mini:acme               | THINKING stop
        gpt-5                         | THINKING stop
        gpt-5.1                       | THINKING stop
        gpt-5-mini-2025-08-07         | THINKING stop
        gpt-6                         | THINKING
        gpt-10-nano                   | THINKING
        gpt-oss-120b                  | nothing
        some-model                    | nothing
        omni-moderation               | nothing
        """)
    void request_ofEverything_losesWhatTheModelDoesNotTake(String model, String lost) {
        String members = lost.contains("tool_choice") ? EVERYTHING.replace(TOOLS, "") : EVERYTHING;
        JsonNode sent = openai.sentWith(model, members);
        ObjectNode expected = (ObjectNode) Wire.json("{" + members + "}");
        expected.put("model", model).set("messages", sent.get("messages"));
        if (lost.contains("THINKING")) {
            expected.set("max_completion_tokens", expected.remove("max_tokens"));
            expected.remove(List.of(
                    "temperature",
                    "top_p",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs"));
        }
        expected.remove(List.of(lost.split(" ")));
        assertThat(sent).isEqualTo(expected);
        assertThat(openai.droppedWith(model, members)).isEqualTo(dropped(lost));
    }

    private static Set<String> dropped(String lost) {
        Set<String> dropped = new TreeSet<>(List.of(lost.split(" ")));
        if (dropped.remove("THINKING")) {
            dropped.addAll(List.of(
                    "temperature",
                    "top_p",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs"));
        }
        dropped.remove("nothing");
        return dropped;
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1-mini", "o1-preview"})
    void tools_forModelsThatHaveNone_areRefused(String model) {
        assertThatThrownBy(() -> openai.sentWith(model, TOOLS + "\"seed\": 1"))
                .isInstanceOf(GatewayException.class)
                .hasMessage("tools: " + model + " does not take this member");
        assertThat(openai.sentWith(model, "\"tools\": []").has("tools")).isFalse();
    }

    @Test
    void whatSaysNothing_isNotMissed() {
        assertThat(openai.droppedWith("gpt-4o", "\"reasoning_effort\": \"none\""))
                .isEmpty();
        assertThat(openai.droppedWith("gpt-4o", "\"reasoning_effort\": \"low\""))
                .containsExactly("reasoning_effort");
        assertThat(openai.droppedWith("o1-mini", "\"response_format\": {\"type\": \"text\"}"))
                .isEmpty();
        assertThat(openai.droppedWith("o3", "\"temperature\": 1, \"max_tokens\": 5"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mine, true",
        "MINE, true",
        "theirs, false",
        "gpt-35-turbo, false",
        "gpt-5-eu, true",
        "some-deployment, false"
    })
    void deployment_isTheModelBehindIt(String deployment, boolean thinks) {
        Wire azure = new Wire(
                provider("azure", new Quirks(Map.of("family", "openai", "families", "mine=gpt-5, theirs=gpt-4o"))));
        assertThat(azure.sentWith(deployment, "\"max_tokens\": 5").has("max_completion_tokens"))
                .isEqualTo(thinks);
    }

    @Test
    void temperatureOne_isLeftToThinkingModels() {
        assertThat(openai.sentWith("o3", "\"temperature\": 1")
                        .path("temperature")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5.1", "gpt-5.2-pro", "gpt-6"})
    void effortNone_whereItExists_allowsSamplingAgain(String model) {
        JsonNode sent = openai.sentWith(
                model,
                EVERYTHING
                        .replace("\"low\", \"verb", "\"none\", \"verb")
                        .replace("\"reasoning_effort\": \"low\"", "\"reasoning_effort\": \"none\""));
        assertThat(sent.has("temperature")).isTrue();
        assertThat(sent.has("top_p")).isTrue();
        assertThat(sent.has("logprobs")).isTrue();
        assertThat(sent.has("presence_penalty")).isFalse();
        assertThat(sent.has("logit_bias")).isFalse();
    }

    @Test
    void effortNone_whereItDoesNotExist_allowsNothing() {
        JsonNode sent = openai.sentWith("gpt-5", "\"temperature\": 0.5, \"reasoning_effort\": \"none\"");
        assertThat(sent.has("temperature")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, system", "o3, developer", "gpt-5, developer", "o1-mini, user"})
    void systemMessage_hasTheRoleThatTheModelKnows(String model, String role) {
        JsonNode sent = openai.sent(model, """
            {"model": "m", "messages": [{"role": "system", "content": "Be brief."},
                                        {"role": "user", "content": "Hello"}]}\
            """);
        assertThat(sent.at("/messages/0/role").asText()).isEqualTo(role);
        assertThat(sent.at("/messages/1/role").asText()).isEqualTo("user");
    }

    @Test
    void family_namedInTheRouteFile_hasTheSameRules() {
        Wire azure = new Wire(provider("azure", new Quirks(Map.of("family", "openai"))));
        Wire other = new Wire(provider("other", Quirks.NONE));
        assertThat(azure.sentWith("o3", "\"max_tokens\": 5").has("max_completion_tokens"))
                .isTrue();
        assertThat(other.sentWith("o3", "\"max_tokens\": 5").has("max_tokens")).isTrue();
    }

    private static Provider provider(String id, Quirks quirks) {
        return new Provider(
                id, List.of(), List.of(), List.of(), Optional.of("key"), false, "http://localhost/v1", quirks);
    }
}
