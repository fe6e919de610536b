package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.answer;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.askForStream;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.chunks;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.json.ChatModule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolLoopTest {

    private static final String GEMINI = "gemini-2.5-flash";
    private static final String GEMINI3 = "gemini-3-pro-preview";

    private static final String CALLING_TURN = """
        {"role":"model","parts":[{"text":"I will look."},\
        {"functionCall":{"id":"f1","name":"lookup","args":{"q":"x","n":1.5}},"thoughtSignature":"Cp/cB+=="},\
        {"functionCall":{"id":"f2","name":"now","args":{}}}]}\
        """;

    private static final String CALL = """
        {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}\
        """;

    @Test
    void calls_ofAWholeAnswer_comeBackAsTheyWere() throws Exception {
        ChatResponse response =
                answer("{\"candidates\":[{\"content\":%s,\"finishReason\":\"STOP\"}]}".formatted(CALLING_TURN));
        assertThat(response.choices().getFirst().finishReason()).contains(FinishReason.TOOL_CALLS);
        ObjectMapper json = new ObjectMapper().registerModule(new ChatModule());
        JsonNode message = json.readTree(json.writeValueAsString(response))
                .path("choices")
                .path(0)
                .path("message");
        assertThat(message.path("tool_calls").path(0)).isEqualTo(json("""
            {"id": "f1", "type": "function", "function": {"name": "lookup", "arguments": "{\\"q\\":\\"x\\",\\"n\\":1.5}"},
             "provider_specific_fields": {"thought_signature": "Cp/cB+=="},
             "extra_content": {"google": {"thought_signature": "Cp/cB+=="}}}\
            """));
        for (String model : List.of(GEMINI, GEMINI3)) {
            assertThat(body(ask(model, loop(message), ""))).isEqualTo(json("""
                {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}, %s,
                 {"role": "user", "parts": [
                  {"functionResponse": {"id": "f1", "name": "lookup", "response": {"found": ["a"]}}},
                  {"functionResponse": {"id": "f2", "name": "now", "response": {"content": "noon"}}},
                  {"text": "And now?"}]}]}\
                """.formatted(CALLING_TURN)));
        }
    }

    private static String loop(JsonNode message) {
        return """
            [{"role": "user", "content": "Hi"}, %s,
             {"role": "tool", "tool_call_id": "f1", "content": "{\\"found\\": [\\"a\\"]}"},
             {"role": "tool", "tool_call_id": "f2", "content": [{"type": "text", "text": "no"}, {"type": "text", "text": "on"}]},
             {"role": "user", "content": "And now?"}]\
            """.formatted(message);
    }

    @Test
    void calls_streamedAndWhole_areTheSame() {
        List<ChatChunk> chunks = chunks(
                TRANSFORMER.stream(askForStream()), """
                    data: {"candidates":[{"content":%s}]}

                    data: {"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}]}

                    """.formatted(CALLING_TURN).replace("\n", "\r\n"));
        List<ToolCallDelta> deltas = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().toolCalls().stream())
                .toList();
        List<ToolCall> whole = answer(
                        "{\"candidates\":[{\"content\":%s,\"finishReason\":\"STOP\"}]}".formatted(CALLING_TURN))
                .choices()
                .getFirst()
                .message()
                .toolCalls();
        assertThat(deltas).hasSize(2);
        for (int index = 0; index < 2; index++) {
            ToolCall call = whole.get(index);
            assertThat(deltas.get(index))
                    .isEqualTo(new ToolCallDelta(
                            index, Optional.of(call.id()), Optional.of(call.name()), call.arguments(), call.extras()));
        }
        assertThat(chunks.getLast().choices().getFirst().finishReason()).contains(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"provider_specific_fields\": {\"thought_signature\": \"CpcB\"}",
                "\"extra_content\": {\"google\": {\"thought_signature\": \"CpcB\"}}",
                "\"provider_specific_fields\": {\"thought_signature\": \"\"}, \"extra_content\": {\"google\":"
                        + " {\"thought_signature\": \"CpcB\"}}",
                "\"provider_specific_fields\": {\"thought_signature\": \"CpcB\"}, \"extra_content\": {\"google\":"
                        + " {\"thought_signature\": \"other\"}}",
            })
    void signature_underEitherName_comesBack(String extras) {
        assertThat(calls(GEMINI3, CALL.replaceFirst("}$", ", " + extras + "}"))).isEqualTo(json("""
            [{"functionCall": {"id": "c1", "name": "f", "args": {}}, "thoughtSignature": "CpcB"}]\
            """));
    }

    @Test
    void signature_thatIsLost_isReplacedOnTheFirstCallForGemini3() {
        String second = CALL.replace("c1", "c2");
        assertThat(calls(GEMINI3, CALL + "," + second)).isEqualTo(json("""
            [{"functionCall": {"id": "c1", "name": "f", "args": {}},
              "thoughtSignature": "skip_thought_signature_validator"},
             {"functionCall": {"id": "c2", "name": "f", "args": {}}}]\
            """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-pro", "gemini-2.0-flash", "gemini-1.5-pro", "gemma-3-27b-it", "tuned"})
    void signature_thatIsLost_isNotMissedBefore(String model) {
        assertThat(calls(model, CALL)).isEqualTo(json("""
            [{"functionCall": {"id": "c1", "name": "f", "args": {}}}]\
            """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                               | {}
        ` `                              | {}
        {}                               | {}
        {\\"a\\":{\\"b\\":[1,null]}}     | {"a": {"b": [1, null]}}
        \\n {\\"a\\":0.1}                | {"a": 0.1}
        """)
    void arguments_areAnObject(String arguments, String expected) {
        assertThat(calls(GEMINI, CALL.replace("\"{}\"", "\"" + arguments + "\"")))
                .isEqualTo(json("""
                    [{"functionCall": {"id": "c1", "name": "f", "args": %s}}]\
                    """.formatted(expected)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{", "{}}", "{\\\"a\\\":1} x", "nonsense"})
    void arguments_thatAreNoObject_areRefused(String arguments) {
        String call = CALL.replace("\"{}\"", "\"" + arguments + "\"");
        Refusals.invalid(ask(GEMINI, conversation(call), ""), "messages.2.tool_calls.0.function.arguments");
    }

    @Test
    void call_withoutId_andItsResult_areSentWithoutOne() {
        assertThat(body(ask(GEMINI, """
            [{"role": "user", "content": "Hi"}, {"role": "assistant", "tool_calls": [%s]},
             {"role": "tool", "tool_call_id": "", "content": "42"}]\
            """.formatted(CALL.replace("c1", "")), "")).path("contents"))
                .isEqualTo(json("""
                    [{"role": "user", "parts": [{"text": "Hi"}]},
                     {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {}}}]},
                     {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"content": "42"}}}]}]\
                    """));
    }

    @Test
    void call_beforeAnyUser_followsABlankOne() {
        assertThat(body(ask(GEMINI, """
            [{"role": "assistant", "tool_calls": [%s]}, {"role": "tool", "tool_call_id": "c1", "content": ""}]\
            """.formatted(CALL), ""))).isEqualTo(json("""
                {"contents": [{"role": "user", "parts": [{"text": " "}]},
                 {"role": "model", "parts": [{"functionCall": {"id": "c1", "name": "f", "args": {}}}]},
                 {"role": "user", "parts": [
                  {"functionResponse": {"id": "c1", "name": "f", "response": {"content": ""}}}]}]}\
                """));
    }

    private static String conversation(String calls) {
        return """
            [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"},
             {"role": "assistant", "content": null, "tool_calls": [%s]}]\
            """.formatted(calls);
    }

    /** The parts of the turn with calls c1 and, if it is there, c2. */
    private static JsonNode calls(String model, String calls) {
        String results = calls.contains("c2")
                ? "{\"role\": \"tool\", \"tool_call_id\": \"c1\", \"content\": \"1\"},"
                        + " {\"role\": \"tool\", \"tool_call_id\": \"c2\", \"content\": \"2\"}"
                : "{\"role\": \"tool\", \"tool_call_id\": \"c1\", \"content\": \"1\"}";
        JsonNode contents = body(ask(model, conversation(calls).replaceFirst("\\]$", "") + ", " + results + "]", ""))
                .path("contents");
        assertThat(contents).hasSize(3);
        assertThat(contents.path(1).path("role").asText()).isEqualTo("model");
        return contents.path(1).path("parts");
    }
}
