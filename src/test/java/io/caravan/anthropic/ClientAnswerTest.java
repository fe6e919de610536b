package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNED = "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+=\"}";

    private final AnthropicClientTransformer transformer = new AnthropicClientTransformer(JSON);

    @Test
    void text_isOneBlock() {
        assertThat(answer(AssistantMessage.of("Hi"), FinishReason.STOP)).isEqualTo(json("""
            {"id":"id-1","type":"message","role":"assistant","model":"model-1",
             "content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","stop_sequence":null,
             "usage":{"input_tokens":5,"cache_creation_input_tokens":3,"cache_read_input_tokens":2,
                      "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":0},
                      "output_tokens":4,"cost":null}}\
            """));
    }

    @Test
    void everything_isInOrder() {
        AssistantMessage message = new AssistantMessage(
                Optional.of("I look."),
                Optional.empty(),
                Optional.of("Hm"),
                List.of(json(SIGNED), json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}")),
                List.of(
                        new ToolCall(
                                "call_1",
                                "look",
                                "{\"at\":\"Paris\"}",
                                Map.of(
                                        "provider_specific_fields",
                                        json("{\"thought_signature\":\"Cp==\"}"),
                                        "extra_content",
                                        json("{}"))),
                        new ToolCall("call_2", "hear", "{}", Map.of()),
                        new ToolCall("call_3", "hear", "", Map.of())),
                Map.of());

        JsonNode answer = answer(message, FinishReason.TOOL_CALLS);

        assertThat(answer.path("content")).isEqualTo(json("""
            [%s,{"type":"redacted_thinking","data":"Zm9v"},{"type":"text","text":"I look."},
             {"type":"tool_use","id":"call_1","name":"look","input":{"at":"Paris"},
              "provider_specific_fields":{"thought_signature":"Cp=="}},
             {"type":"tool_use","id":"call_2","name":"hear","input":{}},
             {"type":"tool_use","id":"call_3","name":"hear","input":{}}]\
            """.formatted(SIGNED)));
        assertThat(answer.path("stop_reason").textValue()).isEqualTo("tool_use");
    }

    @Test
    void unsignedReasoning_isThinkingWithAnEmptySignature() {
        AssistantMessage message = new AssistantMessage(
                Optional.of(""), Optional.empty(), Optional.of("Hm"), List.of(), List.of(), Map.of());

        assertThat(answer(message, FinishReason.LENGTH).path("content"))
                .isEqualTo(json("[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}]"));
    }

    @Test
    void argumentsThatAreNoObject_areWrapped() {
        for (String arguments : List.of("{\"at\":", "[1]", "{} {}", "null")) {
            AssistantMessage message = new AssistantMessage(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(new ToolCall("call_1", "look", arguments, Map.of())),
                    Map.of());

            assertThat(answer(message, FinishReason.LENGTH).at("/content/0/input"))
                    .isEqualTo(JSON.createObjectNode().put("INVALID_JSON", arguments));
        }
    }

    @Test
    void refusal_isTextThatEndsInRefusal() {
        AssistantMessage message = new AssistantMessage(
                Optional.empty(), Optional.of("I won't"), Optional.empty(), List.of(), List.of(), Map.of());
        JsonNode answer = answer(message, FinishReason.STOP);

        assertThat(answer.path("content")).isEqualTo(json("[{\"type\":\"text\",\"text\":\"I won't\"}]"));
        assertThat(answer.path("stop_reason").textValue()).isEqualTo("refusal");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,           '',                            end_turn",
        "STOP,           end_turn,                      end_turn",
        "STOP,           stop_sequence,                 stop_sequence",
        "STOP,           pause_turn,                    pause_turn",
        "STOP,           tool_use,                      end_turn",
        "STOP,           MALFORMED_FUNCTION_CALL,       end_turn",
        "LENGTH,         '',                            max_tokens",
        "LENGTH,         model_context_window_exceeded, model_context_window_exceeded",
        "LENGTH,         MAX_TOKENS,                    max_tokens",
        "TOOL_CALLS,     '',                            tool_use",
        "FUNCTION_CALL,  '',                            tool_use",
        "CONTENT_FILTER, SAFETY,                        refusal"
    })
    void stopReason_isAnthropics(FinishReason finish, String told, String expected) {
        JsonNode fields = JSON.createObjectNode().put("native_finish_reason", told);
        AssistantMessage message = new AssistantMessage(
                Optional.of("Hi"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", fields));

        assertThat(answer(message, finish).path("stop_reason").textValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"STOP, stop_sequence, END", "STOP, end_turn, ", "LENGTH, stop_sequence, "})
    void stopSequence_isToldWhereItStoppedTheModel(FinishReason finish, String told, String expected) {
        JsonNode fields =
                JSON.createObjectNode().put("native_finish_reason", told).put("stop_sequence", "END");
        AssistantMessage message = new AssistantMessage(
                Optional.of("Hi"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", fields));

        assertThat(answer(message, finish).get("stop_sequence").textValue()).isEqualTo(expected);
    }

    @Test
    void noChoiceAndNoUsage_isStillAMessage() {
        ChatResponse response = new ChatResponse("id-1", 1, "model-1", List.of(), Optional.empty(), Map.of());

        assertThat(transformer.response(request(""), response)).isEqualTo(json("""
            {"id":"id-1","type":"message","role":"assistant","model":"model-1","content":[],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":0,
             "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"cost":null}}\
            """));
    }

    @Test
    void cacheLargerThanThePrompt_isNoNegativeInput() {
        assertThat(ClientUsage.of(new Usage(4, 1, 5, 3, 2, 2, 0))).isEqualTo(json("""
            {"input_tokens":0,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,
             "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":2},"output_tokens":1,"cost":null}\
            """));
    }

    @Test
    void jsonForAnOlderClient_isTheInputOfATool() {
        JsonNode answer = answer(request(",\"jsonMode\":true"), AssistantMessage.of(" {\"a\":[1]}\n"));

        assertThat(answer.path("content")).isEqualTo(json("""
            [{"type":"tool_use","id":"toolu_json","name":"json_output","input":{"a":[1]}}]\
            """));
        assertThat(answer.path("stop_reason").textValue()).isEqualTo("tool_use");
    }

    @Test
    void noJsonForAnOlderClient_isText() {
        JsonNode answer = answer(request(",\"jsonMode\":true"), AssistantMessage.of("{\"a\":"));

        assertThat(answer.path("content")).isEqualTo(json("[{\"type\":\"text\",\"text\":\"{\\\"a\\\":\"}]"));
        assertThat(answer.path("stop_reason").textValue()).isEqualTo("end_turn");
    }

    private JsonNode answer(AssistantMessage message, FinishReason finish) {
        ChatResponse.Choice choice = new ChatResponse.Choice(0, message, Optional.of(finish), Optional.empty());
        return transformer.response(
                request(""),
                new ChatResponse(
                        "id-1", 1, "model-1", List.of(choice), Optional.of(new Usage(10, 4, 14, 2, 3, 1)), Map.of()));
    }

    private JsonNode answer(ChatRequest request, AssistantMessage message) {
        ChatResponse.Choice choice =
                new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty());
        return transformer.response(
                request, new ChatResponse("id-1", 1, "model-1", List.of(choice), Optional.empty(), Map.of()));
    }

    private ChatRequest request(String more) {
        return transformer.olderRequest(
                json("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
