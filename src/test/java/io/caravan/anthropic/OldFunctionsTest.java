package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.assertRefused;
import static io.caravan.anthropic.Fixture.dropped;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldFunctionsTest extends StreamFixture {

    private static final String MODEL = "claude-sonnet-4-5";
    private static final String FUNCTIONS = """
        "functions": [{"name": "f", "description": "Does it.", "parameters": {"type": "object", "properties": {}}},
          {"name": "g"}]
        """;

    private static RoutedRequest request(String choice) {
        return routed(MODEL, FUNCTIONS + (choice == null ? "" : ", \"function_call\": " + choice));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                   | {\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "null               | {\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "\"auto\"           | {\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "\"none\"           | {\"type\":\"none\"}",
                "{\"name\": \"f\"}  | {\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true}"
            })
    void functions_areToolsOfWhichOneIsCalled(String choice, String sent) {
        assertThat(sent(request(choice)).path("tools")).isEqualTo(json("""
            [{"name": "f", "description": "Does it.", "input_schema": {"type": "object", "properties": {}}},
             {"name": "g", "input_schema": {"type": "object", "properties": {}}}]
            """));
        assertThat(sent(request(choice)).path("tool_choice")).isEqualTo(json(sent));
        assertThat(dropped(request(choice))).isEmpty();
    }

    @Test
    void otherMembers_besideFunctions_areKept() {
        String others = """
            , "top_k": 3, "user": "u", "stream": true, "max_tokens": 9, "stop": "x", "reasoning_effort": "none", "seed": 1
            """;
        ObjectNode body = (ObjectNode) sent(routed(MODEL, FUNCTIONS + others));

        JsonNode rest = body.without(List.of("model", "messages", "tools", "tool_choice"));
        assertThat(rest).isEqualTo(json("""
            {"top_k": 3, "metadata": {"user_id": "u"}, "stream": true, "max_tokens": 9, "stop_sequences": ["x"]}
            """));
        assertThat(dropped(routed(MODEL, FUNCTIONS + others))).containsExactly("seed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"functions\": [{\"name\": \"f\"}, {}]                                  | functions.1.name",
                "\"functions\": [7]                                                      | functions.0.name",
                "\"functions\": [{\"name\": \"f\"}], \"function_call\": \"sometimes\"    | function_call",
                "\"functions\": [{\"name\": \"f\"}], \"function_call\": {\"name\": \"x\"} | tool_choice",
                "\"functions\": [{\"name\": \"f\"}], \"tools\": [{\"type\": \"function\", \"function\": {\"name\":"
                        + " \"g\"}}] | functions"
            })
    void functions_thatMakeNoSense_areRefused(String asked, String path) {
        assertRefused(routed(MODEL, asked), ErrorCode.VALIDATION, path);
    }

    @Test
    void answer_thatCalls_isInTheOldForm() {
        ChatResponse response = transformer().response(request(null), json("""
            {"id": "m", "model": "claude-x", "content": [{"type": "text", "text": "A"},
              {"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}},
              {"type": "tool_use", "id": "d", "name": "g", "input": {}}],
             "stop_reason": "tool_use", "usage": {"input_tokens": 1, "output_tokens": 2}}
            """));
        ChatResponse.Choice choice = response.choices().getFirst();

        assertThat(response.id()).isEqualTo("m");
        assertThat(response.model()).isEqualTo("claude-x");
        assertThat(response.usage()).isPresent();
        assertThat(choice.finishReason()).contains(FinishReason.FUNCTION_CALL);
        assertThat(choice.message().content()).contains("A");
        assertThat(choice.message().toolCalls()).isEmpty();
        assertThat(choice.message().extras())
                .isEqualTo(Map.of(
                        "function_call", json("{\"name\": \"f\", \"arguments\": \"{\\\"a\\\":1}\"}"),
                        "provider_specific_fields", json("{\"native_finish_reason\": \"tool_use\"}")));
    }

    @Test
    void answer_thatDoesNotCall_isTheSame() {
        var body = json(
                "{\"id\": \"m\", \"content\": [{\"type\": \"text\", \"text\": \"A\"}], \"stop_reason\": \"end_turn\"}");

        assertThat(transformer().response(request(null), body))
                .isEqualTo(transformer().response(routed(MODEL, ""), body));
    }

    @Test
    void stream_thatCalls_isInTheOldForm() {
        asked(request(null));

        accept(
                START,
                text("A"),
                blockStart(1, "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}"),
                delta(1, "input_json_delta", "partial_json", "{\"a\":1}"),
                blockStop(1),
                end("tool_use"),
                STOP);

        assertThat(stream.finished()).isTrue();
        assertThat(stream.head().id()).isEqualTo("msg_01");
        assertThat(content()).isEqualTo("A");
        assertThat(deltas()).allSatisfy(delta -> assertThat(delta.toolCalls()).isEmpty());
        assertThat(deltas().stream().map(Delta::extras).filter(extras -> !extras.isEmpty()))
                .containsExactly(
                        Map.of("function_call", json("{\"name\": \"f\", \"arguments\": \"\"}")),
                        Map.of("function_call", json("{\"arguments\": \"{\\\"a\\\":1}\"}")));
        assertThat(finishes()).containsExactly(FinishReason.FUNCTION_CALL);
        assertThat(chunks.getLast().usage()).isPresent();
        assertThat(chunks)
                .extracting(ChatChunk::extras)
                .contains(finish(FinishReason.STOP, "tool_use").extras());
    }
}
