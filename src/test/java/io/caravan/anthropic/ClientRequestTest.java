package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Message;
import io.caravan.chat.NativeWords;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Role;
import io.caravan.chat.Sampling;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.chat.Wishes;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> INNER = Set.of(
            "allowed_callers",
            "cache_control",
            "caller",
            "citations",
            "context",
            "defer_loading",
            "eager_input_streaming",
            "input_examples",
            "is_error");

    private final AnthropicClientTransformer transformer = new AnthropicClientTransformer(JSON);

    @Test
    void smallestRequest_saysNothingThatWasNotSaid() {
        assertThat(request("""
            {"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}\
            """))
                .isEqualTo(new ChatRequest(
                        "claude-sonnet-4-5",
                        List.of(Message.of(Role.USER, "Hello")),
                        new Wishes(
                                sampling(OptionalDouble.empty(), OptionalDouble.empty(), List.of()),
                                new OutputLimit(OptionalInt.of(100), OptionalInt.empty()),
                                Optional.empty(),
                                Optional.empty()),
                        Tools.NONE,
                        false,
                        Map.of(),
                        Optional.empty(),
                        Map.of(),
                        new NativeWords(Set.of(), INNER, Set.of())));
    }

    @Test
    void everyMember_hasItsCanonicalPlace() {
        ChatRequest request = request("""
            {"model":" openai/gpt-4o ","max_tokens":100,"stream":true,"temperature":0,"top_p":0.5,"top_k":7,
             "stop_sequences":["END","STOP"],"metadata":{"user_id":"u-7"},"service_tier":"auto",
             "container":null,"output_config":{"effort":"xhigh",
               "format":{"type":"json_schema","schema":{"type":"object"}}},
             "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object"},"strict":true,
                       "cache_control":{"type":"ephemeral"},"defer_loading":null},
                      {"type":"custom","name":"hear","input_schema":{"type":"object"}},
                      {"type":"web_search_20250305","name":"web_search","max_uses":3}],
             "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
             "messages":[{"role":"user","content":"Hello"}]}\
            """);

        assertThat(request)
                .isEqualTo(new ChatRequest(
                        "openai/gpt-4o",
                        List.of(Message.of(Role.USER, "Hello")),
                        new Wishes(
                                sampling(OptionalDouble.of(0), OptionalDouble.of(0.5), List.of("END", "STOP")),
                                new OutputLimit(OptionalInt.of(100), OptionalInt.empty()),
                                Optional.of(new ResponseFormat.JsonSchema(
                                        "answer", Optional.empty(), json("{\"type\":\"object\"}"), Optional.of(true))),
                                Optional.of(ReasoningEffort.XHIGH)),
                        new Tools(
                                List.of(
                                        new Tool.Function(
                                                "look",
                                                Optional.of("Looks"),
                                                Optional.of(json("{\"type\":\"object\"}")),
                                                Optional.of(true),
                                                Map.of("cache_control", json("{\"type\":\"ephemeral\"}"))),
                                        new Tool.Function(
                                                "hear",
                                                Optional.empty(),
                                                Optional.of(json("{\"type\":\"object\"}")),
                                                Optional.empty()),
                                        new Tool.Other(
                                                json(
                                                        "{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":3}"))),
                                Optional.of(new ToolChoice.Named("look")),
                                Optional.of(false)),
                        true,
                        Map.of(),
                        Optional.of("u-7"),
                        Map.of("top_k", json("7"), "service_tier", json("\"auto\""), "output_config", json("""
                            {"effort":"xhigh","format":{"type":"json_schema","schema":{"type":"object"}}}\
                            """)),
                        new NativeWords(Set.of("output_config"), inner("top_k", "service_tier"), Set.of())));
        assertThat(request.members())
                .containsExactly(
                        "max_tokens",
                        "parallel_tool_calls",
                        "reasoning_effort",
                        "response_format",
                        "service_tier",
                        "stop",
                        "temperature",
                        "tool_choice",
                        "tools",
                        "top_k",
                        "top_p",
                        "user");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
        {"type":"enabled","budget_tokens":1024}  | -    | LOW
        {"type":"enabled","budget_tokens":2047}  | -    | LOW
        {"type":"enabled","budget_tokens":2048}  | -    | MEDIUM
        {"type":"enabled","budget_tokens":4095}  | -    | MEDIUM
        {"type":"enabled","budget_tokens":4096}  | -    | HIGH
        {"type":"enabled","budget_tokens":31999} | -    | HIGH
        {"type":"enabled","budget_tokens":31999} | low  | LOW
        {"type":"adaptive"}                      | -    | HIGH
        {"type":"adaptive"}                      | max  | MAX
        {"type":"disabled"}                      | -    | NONE
        {"type":"disabled"}                      | high | NONE
        """)
    void thinking_isAnEffortForOthers_andKeptAsItIs(String thinking, String effort, ReasoningEffort expected) {
        String output = effort == null ? "" : ",\"output_config\":{\"effort\":\"" + effort + "\"}";
        ChatRequest request = request(hello(",\"thinking\":" + thinking + output));

        assertThat(request.reasoningEffort()).hasValue(expected);
        assertThat(request.extras().get("thinking")).isEqualTo(json(thinking));
        assertThat(request.members()).containsExactly("max_tokens", "reasoning_effort");
        Set<String> restated = effort == null ? Set.of("thinking") : Set.of("thinking", "output_config");
        assertThat(request.extras()).containsOnlyKeys(restated);
        assertThat(request.natives()).isEqualTo(new NativeWords(restated, INNER, Set.of()));
    }

    private static Set<String> inner(String... more) {
        Set<String> words = new HashSet<>(INNER);
        Collections.addAll(words, more);
        return words;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"auto"}                                   | Auto     | -
        {"type":"any","disable_parallel_tool_use":false}  | Required | true
        {"type":"none"}                                   | None     | -
        {"type":"auto","disable_parallel_tool_use":true}  | Auto     | false
        """)
    void toolChoice_hasEveryForm(String choice, String kind, String parallel) {
        Tools tools = request(hello(",\"tool_choice\":" + choice)).tools();

        assertThat(tools.choice().orElseThrow().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(tools.parallel().map(String::valueOf).orElse("-")).isEqualTo(parallel);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {}                                                     | max_tokens: is required; model: is required; messages: is required
        []                                                     | body: must be a JSON object
        {"model":" ","max_tokens":0,"messages":[]}             | max_tokens: must be a whole number above 0; model: must not be empty; messages: must not be empty
        {"model":1,"max_tokens":"x","messages":{}}             | max_tokens: must be a whole number above 0; model: must be a string; messages: must be a list
        {"model":"m","max_tokens":1,"messages":["x"]}          | messages.0: must be an object
        {"model":"m","max_tokens":1,"messages":[{}]}           | messages.0.role: is required; messages.0.content: is required
        {"model":"m","max_tokens":1,"messages":[{"role":"tool","content":"x"}]}              | messages.0.role: must be user or assistant
        {"model":"m","max_tokens":1,"messages":[{"role":7,"content":[]}]}                    | messages.0.role: must be a string; messages.0.content: must be a string or a list of blocks
        {"model":"m","max_tokens":1,"messages":[{"role":"user","content":7}]}                | messages.0.content: must be a string or a list of blocks
        {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{}]}]}             | messages.0.content.0.type: is required; messages.0.content.0.type: is required
        {"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"system":7}   | system: must be a string or a list of blocks
        {"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"system":[1]} | system.0: must be an object
        """)
    void wrongMembers_areAllNamed(String body, String expected) {
        assertThat(String.join("; ", errors(body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "temperature":1.1                          | temperature: must be between 0 and 1
        "top_p":-1                                 | top_p: must be between 0 and 1
        "stop_sequences":"END"                     | stop_sequences: must be a list of strings
        "stop_sequences":["a",1]                   | stop_sequences: must be a list of strings
        "stop_sequences":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"] | stop_sequences: must not have more than 16 entries
        "stream":"yes"                             | stream: must be true or false
        "metadata":7                               | metadata: must be an object
        "metadata":{"user_id":7}                   | metadata.user_id: must be a string
        "thinking":true                            | thinking: must be an object
        "thinking":{"type":"deep"}                 | thinking.type: must be enabled, disabled or adaptive
        "thinking":{"type":"enabled"}              | thinking.budget_tokens: is required
        "output_config":{"effort":"more"}          | output_config.effort: must be one of low, medium, high, xhigh, max
        "output_config":{"format":{"type":"xml"}}  | output_config.format.type: must be json_schema; output_config.format.schema: is required
        "tools":[{}]                               | tools.0.input_schema: is required; tools.0.name: is required
        "tools":[{"name":"","input_schema":{}}]    | tools.0.name: must not be empty
        "tools":[{"name":"a","input_schema":7}]    | tools.0.input_schema: must be an object
        "tool_choice":"auto"                       | tool_choice: must be an object
        "tool_choice":{"type":"tool"}              | tool_choice.name: is required
        "tool_choice":{"type":"some"}              | tool_choice.type: must be auto, any, tool or none
        """)
    void wrongMember_isNamedInAnthropicsWords(String member, String expected) {
        assertThat(String.join("; ", errors(hello("," + member)))).isEqualTo(expected);
    }

    @Test
    void olderRequest_hasADefaultForMaxTokens() {
        ChatRequest request = older("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(request.limit()).isEqualTo(new OutputLimit(OptionalInt.of(4096), OptionalInt.empty()));
        assertThat(request.responseFormat()).isEmpty();
        assertThat(request.extras()).isEmpty();
        assertThat(older(hello("")).limit().maxTokens()).hasValue(9);
    }

    @Test
    void olderRequestForJson_asksForAnObject() {
        ChatRequest request = older(hello(",\"jsonMode\":true"));

        assertThat(request.responseFormat()).hasValue(new ResponseFormat.JsonObject());
        assertThat(request.extras()).isEmpty();
        assertThat(request.natives()).isEqualTo(new NativeWords(Set.of(), INNER, Set.of("jsonMode")));
        assertThat(request.members()).containsExactly("max_tokens", "response_format");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "jsonMode":false
        "jsonMode":true,"tools":[{"name":"a","input_schema":{}}]
        "jsonMode":true,"tool_choice":{"type":"auto"}
        """)
    void olderRequestForJsonByOtherMeans_isLeftAlone(String members) {
        ChatRequest request = older(hello("," + members));

        assertThat(request.responseFormat()).isEmpty();
        assertThat(request.natives().form()).isEmpty();
    }

    @Test
    void olderRequestForJsonWithASchema_keepsTheSchema() {
        ChatRequest request = older(hello(
                ",\"jsonMode\":true,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"a\":1}}}"));

        assertThat(request.responseFormat())
                .hasValue(new ResponseFormat.JsonSchema(
                        "answer", Optional.empty(), json("{\"a\":1}"), Optional.of(true)));
        assertThat(request.natives().form()).containsExactly("jsonMode");
    }

    private ChatRequest request(String body) {
        return transformer.request(json(body));
    }

    private ChatRequest older(String body) {
        return transformer.olderRequest(json(body));
    }

    private List<String> errors(String body) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> request(body));
        return failure.fields().stream().map(ClientRequestTest::line).toList();
    }

    private static String line(FieldError error) {
        return error.path() + ": " + error.message();
    }

    private static Sampling sampling(OptionalDouble temperature, OptionalDouble topP, List<String> stop) {
        return new Sampling(
                temperature,
                topP,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                stop);
    }

    private static String hello(String more) {
        return "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more
                + "}";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
