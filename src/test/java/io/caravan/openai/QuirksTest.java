package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches each provider, by its own route file. */
class QuirksTest {

    private static final String EVERYTHING = """
        "temperature": 1.7, "top_p": 1, "n": 2, "seed": 7, "presence_penalty": 1, "frequency_penalty": 1,
        "stop": ["x"], "logprobs": true, "top_logprobs": 2, "max_tokens": 5, "user": "caller-1",
        "parallel_tool_calls": true, "stream": true, "top_k": 40\
        """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        deepseek   | deepseek-chat    | n seed parallel_tool_calls user         |
        qwen       | qwen-plus        | frequency_penalty                       |
        ernie      | ernie-4.5-turbo  | n logprobs top_logprobs temperature max_tokens \
                                      | "temperature": 1, "max_completion_tokens": 5
        glm        | glm-4.6          | n presence_penalty frequency_penalty logprobs top_logprobs user \
                                        parallel_tool_calls stream_options temperature top_p \
                                      | "temperature": 0.99, "top_p": 0.99, "user_id": "caller-1"
        ark        | doubao-seed-1-6  |                                         |
        silicon    | Qwen/Qwen3-32B   | seed presence_penalty logprobs top_logprobs parallel_tool_calls user |
        litellm    | mistral/large    |                                         |
        mistral    | mistral-large    | user stream_options seed                | "random_seed": 7
        groq       | llama-3.3        | n logprobs top_logprobs                 |
        xai        | grok-4           | stop presence_penalty frequency_penalty max_tokens | "max_completion_tokens": 5
        xai        | grok-4-fast-non-reasoning | max_tokens                     | "max_completion_tokens": 5
        openrouter | openai/gpt-4o    |                                         |
        together   | meta/llama       |                                         |
        moonshot   | kimi-k2          | temperature                             | "temperature": 1
        minimax    | MiniMax-M2       |                                         | "reasoning_split": true
        perplexity | sonar            | stop seed n                             |
        cerebras   | llama3.1-8b      |                                         |
        vllm       | some/model       |                                         |
        """)
    void everything_sent_isWhatTheProviderTakes(String provider, String model, String lost, String gained) {
        JsonNode sent = Wire.to(provider).sentWith(model, EVERYTHING);
        String rest = gained == null ? "" : ", " + gained;
        var expected = (ObjectNode) Wire.json("""
            {"model": "%s", "messages": [{"role": "user", "content": "Hello"}], %s,
             "stream_options": {"include_usage": true}}\
            """.formatted(model, EVERYTHING));
        Stream.of(lost == null ? new String[0] : lost.split("\\s+")).forEach(expected::remove);
        expected.setAll((ObjectNode) Wire.json("{" + rest.replaceFirst(",", "") + "}"));
        assertThat(sent).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        deepseek | deepseek-v4-pro    | none    | {"thinking": {"type": "disabled"}}
        deepseek | deepseek-v4-pro    | minimal | {"thinking": {"type": "enabled"}, "reasoning_effort": "minimal"}
        deepseek | deepseek-flash     | high    | {"thinking": {"type": "enabled"}, "reasoning_effort": "high"}
        deepseek | deepseek-reasoner  | high    | {}
        qwen     | qwen-plus          | none    | {"enable_thinking": false}
        qwen     | qwen-plus          | minimal | {"enable_thinking": true, "thinking_budget": 1024}
        qwen     | qwen-plus          | low     | {"enable_thinking": true, "thinking_budget": 1024}
        qwen     | qwen-plus          | medium  | {"enable_thinking": true, "thinking_budget": 2048}
        qwen     | qwen-plus          | high    | {"enable_thinking": true, "thinking_budget": 4096}
        qwen     | qwen-plus          | xhigh   | {"enable_thinking": true, "thinking_budget": 8192}
        qwen     | qwen-plus          | max     | {"enable_thinking": true, "thinking_budget": 16384}
        qwen     | qwen3.8-max        | xhigh   | {"reasoning_effort": "xhigh"}
        ernie    | ernie-5.0-thinking | high    | {"enable_thinking": true}
        ernie    | deepseek-v3.2      | none    | {"thinking": {"type": "disabled"}}
        ernie    | ernie-x1-turbo-32k | high    | {}
        glm      | glm-4.6            | minimal | {"thinking": {"type": "disabled"}}
        glm      | glm-4.7            | low     | {"thinking": {"type": "enabled"}}
        glm      | glm-4-plus         | low     | {}
        glm      | glm-5.2            | medium  | {"reasoning_effort": "medium"}
        glm      | glm-5.3            | none    | {"reasoning_effort": "low"}
        glm      | glm-5.3            | medium  | {"reasoning_effort": "high"}
        glm      | glm-5.3            | max     | {"reasoning_effort": "max"}
        ark      | doubao-seed-1-6    | none    | {"thinking": {"type": "disabled"}}
        ark      | doubao-seed-1-6    | high    | {"thinking": {"type": "enabled"}}
        silicon  | Qwen/Qwen3-32B     | none    | {"enable_thinking": false}
        silicon  | zai-org/GLM-5.2    | low     | {"enable_thinking": true, "reasoning_effort": "high"}
        silicon  | zai-org/GLM-5.2    | none    | {"enable_thinking": false}
        xai      | grok-4             | high    | {}
        xai      | grok-4.3           | none    | {"reasoning_effort": "none"}
        moonshot | kimi-k3            | xhigh   | {"reasoning_effort": "max"}
        moonshot | kimi-k2.5          | none    | {"thinking": {"type": "disabled"}}
        minimax  | MiniMax-M3         | high    | {"thinking": {"type": "adaptive"}}
        minimax  | MiniMax-M3         | none    | {"thinking": {"type": "disabled"}}
        minimax  | MiniMax-M2         | high    | {}
        groq     | openai/gpt-oss-20b | low     | {"reasoning_effort": "low"}
        """)
    void effort_isSaidAsTheModelKnowsIt(String provider, String model, String effort, String said) {
        JsonNode sent = Wire.to(provider).sentWith(model, "\"stream\": true, \"reasoning_effort\": \"" + effort + "\"");
        var found = Wire.JSON.createObjectNode();
        Stream.of("reasoning_effort", "thinking", "enable_thinking", "thinking_budget")
                .filter(sent::has)
                .forEach(name -> found.set(name, sent.get(name)));
        assertThat(found).isEqualTo(Wire.json(said));
    }

    @Test
    void thinking_thatTheCallerSet_isNotOverruled() {
        JsonNode sent = Wire.to("glm").sentWith("glm-4.6", """
            "reasoning_effort": "high", "thinking": {"type": "disabled"}\
            """);
        assertThat(sent.at("/thinking/type").asText()).isEqualTo("disabled");
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3-32b, false, high, false",
        "qwen3-32b, true, high, true",
        "qwen3-0.6b, false, high, false",
        "qwen3-235b-a22b, false, high, false",
        "qwen-plus, false, high, true"
    })
    void qwensOpenModels_forAWholeAnswer_doNotThink(String model, boolean stream, String effort, boolean thinks) {
        JsonNode sent = Wire.to("qwen")
                .sentWith(model, "\"stream\": %s, \"reasoning_effort\": \"%s\"".formatted(stream, effort));
        assertThat(sent.path("enable_thinking").asBoolean()).isEqualTo(thinks);
    }

    @Test
    void qwensOpenModels_askedToThink_areObeyed() {
        JsonNode sent = Wire.to("qwen").sentWith("qwen3-32b", "\"enable_thinking\": true");
        assertThat(sent.path("enable_thinking").asBoolean()).isTrue();
    }

    @Test
    void constant_thatTheCallerSet_isNotOverruled() {
        JsonNode sent = Wire.to("minimax").sentWith("MiniMax-M2", "\"reasoning_split\": false");
        assertThat(sent.path("reasoning_split").asBoolean()).isFalse();
    }

    @Test
    void temperatureTwo_isJustTooMuchForQwen() {
        assertThat(Wire.to("qwen")
                        .sentWith("qwen-plus", "\"temperature\": 2")
                        .path("temperature")
                        .asDouble())
                .isEqualTo(1.99);
    }

    @Test
    void temperatureZero_isWhatTheProviderTakesForIt() {
        assertThat(Wire.to("glm").sentWith("glm-4.6", "\"temperature\": 0")).isEqualTo(Wire.json("""
            {"model": "glm-4.6", "messages": [{"role": "user", "content": "Hello"}], "do_sample": false}\
            """));
        assertThat(Wire.to("ernie")
                        .sentWith("ernie-4.0", "\"temperature\": 0")
                        .path("temperature")
                        .asDouble())
                .isEqualTo(0.01);
        assertThat(Wire.to("qwen").sentWith("qwen-plus", "\"temperature\": 0").path("temperature"))
                .isEqualTo(Wire.json("0"));
    }

    @ParameterizedTest
    @CsvSource({
        "ernie, ERNIE-4.0-8K, ernie-4.0-8k",
        "fireworks, llama-v3p1-8b, accounts/fireworks/models/llama-v3p1-8b",
        "fireworks, accounts/me/models/mine, accounts/me/models/mine",
        "silicon, Pro/deepseek-ai/DeepSeek-V3, Pro/deepseek-ai/DeepSeek-V3"
    })
    void model_isSpelledAsTheProviderWants(String provider, String model, String spelled) {
        assertThat(Wire.to(provider).sentWith(model, "\"n\": 1").path("model").asText())
                .isEqualTo(spelled);
    }

    @Test
    void memberInsideMessagesAndTools_isDroppedThereAlone() {
        JsonNode sent = Wire.to("glm").sent("glm-4.6", """
            {"model": "m", "name": "kept", "messages": [{"role": "user", "name": "bob", "content": "Hello"}],
             "tools": [{"type": "function", "function": {"name": "f", "strict": true}},
                       {"type": "web_search", "strict": true}]}\
            """);
        assertThat(sent.path("name").asText()).isEqualTo("kept");
        assertThat(sent.at("/messages/0")).isEqualTo(Wire.json("{\"role\": \"user\", \"content\": \"Hello\"}"));
        assertThat(sent.path("tools")).isEqualTo(Wire.json("""
            [{"type": "function", "function": {"name": "f"}}, {"type": "web_search", "strict": true}]\
            """));
    }

    @Test
    void developerAndSilence_areSaidAsAllKnowThem() {
        JsonNode sent = Wire.to("deepseek").sent("deepseek-chat", """
            {"model": "m", "messages": [
              {"role": "developer", "content": "Be brief."},
              {"role": "assistant", "content": null, "tool_calls": [
                {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]}\
            """);
        assertThat(sent.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(sent.at("/messages/1/content")).isEqualTo(Wire.json("\"\""));
        assertThat(sent.at("/messages/1").has("reasoning_content")).isFalse();
    }

    @Test
    void picture_forAModelOfTextOnly_isRefused() {
        Wire deepseek = Wire.to("deepseek");
        String request = """
            {"model": "deepseek/x", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "What is"}, {"type": "text", "text": " this?"},
              {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}\
            """;
        assertThatThrownBy(() -> deepseek.sent("deepseek-chat", request))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
                    assertThat(failure.fields().getFirst().path()).isEqualTo("messages.0.content.2");
                    assertThat(failure.origin().orElseThrow().provider()).isEqualTo("deepseek");
                });
        assertThat(deepseek.sent("deepseek-flash", request).at("/messages/0/content"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"deepseek, deepseek-chat", "qwen, qwen-plus"})
    void textParts_areJoined(String provider, String model) {
        JsonNode sent = Wire.to(provider).sent(model, """
            {"model": "m", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "What is"}, {"type": "text", "text": " this?"}]}]}\
            """);
        assertThat(sent.at("/messages/0/content").asText()).isEqualTo("What is this?");
    }

    @Test
    void partsThatSayMoreThanText_areNotJoined() {
        Wire qwen = Wire.to("qwen");
        assertThat(qwen.sent("qwen-vl", """
            {"model": "m", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "What?"},
              {"type": "image_url", "image_url": {"url": "u"}}]}]}\
            """).at("/messages/0/content")).hasSize(2);
        assertThat(qwen.sent("qwen-plus", """
            {"model": "m", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "a"},
              {"type": "text", "text": "b", "cache_control": {}}]}]}\
            """).at("/messages/0/content")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"deepseek-v4-pro, Hm", "deepseek-flash, Hm"})
    void reasoning_ofTurnsThatCalledTools_isGivenBack(String model, String reasoning) {
        JsonNode sent = Wire.to("deepseek").sent(model, """
            {"model": "m", "messages": [
              {"role": "assistant", "content": "a", "reasoning_content": "gone"},
              {"role": "assistant", "content": "a", "reasoning_content": "Hm", "tool_calls": [
                {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
              {"role": "assistant", "content": "a", "tool_calls": [
                {"id": "2", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]}\
            """);
        assertThat(sent.at("/messages/0").has("reasoning_content")).isFalse();
        assertThat(sent.at("/messages/1/reasoning_content").asText()).isEqualTo(reasoning);
        assertThat(sent.at("/messages/2/reasoning_content")).isEqualTo(Wire.json("\"\""));
    }

    @Test
    void turnsOfOneRole_areMergedWhereTheyAreText() {
        JsonNode sent = Wire.to("silicon").sent("m", """
            {"model": "m", "messages": [
              {"role": "user", "content": "a"}, {"role": "user", "content": "b"},
              {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u"}}]},
              {"role": "assistant", "content": "c"}, {"role": "user", "content": "d"},
              {"role": "user", "content": "e", "name": "bob"}]}\
            """);
        assertThat(sent.path("messages")).isEqualTo(Wire.json("""
            [{"role": "user", "content": "a\\n\\nb"},
             {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u"}}]},
             {"role": "assistant", "content": "c"}, {"role": "user", "content": "d"},
             {"role": "user", "content": "e", "name": "bob"}]\
            """));
    }

    @Test
    void pictureInTheRequest_losesItsPrefixForGlm() {
        JsonNode sent = Wire.to("glm").sent("glm-4.6v", """
            {"model": "m", "messages": [{"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
              {"type": "image_url", "image_url": {"url": "https://example.com/a,b.png"}}]}]}\
            """);
        assertThat(sent.at("/messages/0/content/0/image_url/url").asText()).isEqualTo("AAAA");
        assertThat(sent.at("/messages/0/content/1/image_url/url").asText()).isEqualTo("https://example.com/a,b.png");
    }

    @Test
    void callIds_forMistral_areNineCharactersAndStillMatch() {
        JsonNode sent = Wire.to("mistral").sent("mistral-large", """
            {"model": "m", "messages": [
              {"role": "assistant", "tool_calls": [
                {"id": "call_abcdef", "type": "function", "function": {"name": "f", "arguments": "{}"}},
                {"id": "A1b2C3d4E", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "call_abcdef", "content": "1"},
              {"role": "tool", "tool_call_id": "A1b2C3d4E", "content": "2"}]}\
            """);
        String id = sent.at("/messages/0/tool_calls/0/id").asText();
        assertThat(id)
                .matches("[a-zA-Z0-9]{9}")
                .isEqualTo(sent.at("/messages/1/tool_call_id").asText());
        assertThat(sent.at("/messages/0/tool_calls/1/id").asText()).isEqualTo("A1b2C3d4E");
        assertThat(sent.at("/messages/2/tool_call_id").asText()).isEqualTo("A1b2C3d4E");
    }
}
