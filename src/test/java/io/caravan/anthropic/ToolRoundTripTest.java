package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.JSON;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatModule;
import org.junit.jupiter.api.Test;

/** A loop of tools as a caller drives it: what was answered goes back with the results. */
class ToolRoundTripTest {

    private static final ObjectMapper WIRE = new ObjectMapper().registerModule(new ChatModule());
    private static final String REQUEST = """
        {"model": "anthropic/claude-sonnet-4-5", "reasoning_effort": "low",
         "messages": [{"role": "user", "content": "Weather and time?"}],
         "tools": [
           {"type": "function", "function": {"name": "get_weather", "description": "The weather.",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}},
           {"type": "function", "function": {"name": "get_time"}}],
         "tool_choice": "auto"}
        """;
    private static final String CONTENT = """
        [{"type": "thinking", "thinking": "Both.", "signature": "EqQB+/=="},
         {"type": "redacted_thinking", "data": "Emwk"},
         {"type": "text", "text": "Let me see."},
         {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Zürich", "days": 3}},
         {"type": "tool_use", "id": "toolu_2", "name": "get_time", "input": {}}]
        """;

    @Test
    void calls_thatWereAnswered_goBackAsTheyCame() throws Exception {
        ObjectNode next = (ObjectNode) json(REQUEST);
        ArrayNode messages = next.withArrayProperty("messages").add(answered());
        messages.add(json("{\"role\": \"tool\", \"tool_call_id\": \"toolu_1\", \"content\": \"18 C\"}"));
        messages.add(json("{\"role\": \"tool\", \"tool_call_id\": \"toolu_2\", \"content\": \"noon\"}"));

        assertThat(sent(routed(next.toString()))).isEqualTo(json("""
            {"model": "claude-sonnet-4-5", "max_tokens": 5120,
             "thinking": {"type": "enabled", "budget_tokens": 1024},
             "messages": [
               {"role": "user", "content": [{"type": "text", "text": "Weather and time?"}]},
               {"role": "assistant", "content": %s},
               {"role": "user", "content": [
                 {"type": "tool_result", "tool_use_id": "toolu_1", "content": "18 C"},
                 {"type": "tool_result", "tool_use_id": "toolu_2", "content": "noon"}]}],
             "tools": [
               {"name": "get_weather", "description": "The weather.", "input_schema":
                 {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}},
               {"name": "get_time", "input_schema": {"type": "object", "properties": {}}}],
             "tool_choice": {"type": "auto"}}
            """.formatted(CONTENT)));
    }

    private static JsonNode answered() throws Exception {
        ChatResponse response = transformer().response(routed(REQUEST), json("""
            {"id": "msg_1", "content": %s, "stop_reason": "tool_use"}
            """.formatted(CONTENT)));
        JsonNode choice = JSON.readTree(WIRE.writeValueAsBytes(response)).at("/choices/0");
        assertThat(choice.path("finish_reason").textValue()).isEqualTo("tool_calls");
        return choice.path("message");
    }
}
