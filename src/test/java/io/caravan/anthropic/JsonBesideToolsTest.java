package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBesideToolsTest extends StreamFixture {

    private static final String OLDER = "claude-3-7-sonnet-20250219";
    private static final String TOOLS = "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]";
    private static final String REQUEST = "Gives the answer: call it once, with the whole answer as its input.";
    private static final String ASKED = TOOLS + ", " + ANY_OBJECT;

    private static JsonNode names(JsonNode body) {
        return json(body.path("tools").findValuesAsText("name").stream()
                .map(name -> '"' + name + '"')
                .toList()
                .toString());
    }

    @Test
    void schema_onModelsThatAreHeldToIt_leavesTheToolsAlone() {
        JsonNode body = sent(routed("claude-sonnet-4-5", TOOLS + """
            , "tool_choice": "required", "response_format": {"type": "json_schema", "json_schema": {"name": "a",
              "schema": {"type": "object", "properties": {"b": {"type": "string"}}}}}
            """));

        assertThat(names(body)).isEqualTo(json("[\"f\"]"));
        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"any\"}"));
        assertThat(body.at("/output_config/format/schema/additionalProperties").booleanValue())
                .isFalse();
        assertThat(body.at("/output_config/format/type").textValue()).isEqualTo("json_schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                          | {\"type\":\"any\"}",
                ", \"tool_choice\": \"auto\"                                 | {\"type\":\"any\"}",
                ", \"parallel_tool_calls\": false                            |"
                        + " {\"type\":\"any\",\"disable_parallel_tool_use\":true}",
                ", \"reasoning_effort\": \"low\"                             | {\"type\":\"auto\"}",
                ", \"reasoning_effort\": \"low\", \"tool_choice\":\"required\" | {\"type\":\"auto\"}"
            })
    void answerTool_besideTools_isOneOfThoseToCall(String asked, String choice) {
        JsonNode body = sent(routed(OLDER, ASKED + asked));

        assertThat(names(body)).isEqualTo(json("[\"f\", \"json_tool_call\"]"));
        assertThat(body.at("/tools/1/description").textValue()).isEqualTo(REQUEST);
        assertThat(body.path("tool_choice")).isEqualTo(json(choice));
    }

    @Test
    void answerTool_besideToolsThatMustNotBeCalled_isTheOnlyOne() {
        JsonNode body = sent(routed(OLDER, ASKED + ", \"tool_choice\": \"none\", \"parallel_tool_calls\": false"));

        assertThat(names(body)).isEqualTo(json("[\"json_tool_call\"]"));
        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"tool\", \"name\": \"json_tool_call\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"required\"", "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"})
    void answerTool_besideToolsThatMustBeCalled_isNotNeeded(String choice) {
        String asked = ASKED + ", \"tool_choice\": " + choice;

        assertThat(names(sent(routed(OLDER, asked)))).isEqualTo(json("[\"f\"]"));
        assertThat(Fixture.dropped(routed(OLDER, asked))).isEmpty();
    }

    @Test
    void answerTool_afterCallsOfToolsThatAreGone_standsForThem() {
        JsonNode body = sent(routed("""
            {"model": "anthropic/%s", "response_format": {"type": "json_object"}, "messages": [
              {"role": "user", "content": "A"},
              {"role": "assistant", "tool_calls": [{"id": "c", "function": {"name": "f"}}]},
              {"role": "tool", "tool_call_id": "c", "content": "B"}]}
            """.formatted(OLDER)));

        assertThat(names(body)).isEqualTo(json("[\"json_tool_call\"]"));
        assertThat(body.at("/tool_choice/type").textValue()).isEqualTo("tool");
    }

    @Test
    void answer_thatCallsATool_isACall() {
        ChatResponse.Choice choice = transformer()
                .response(routed(OLDER, ASKED), json("""
                    {"content": [{"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}}], "stop_reason": "tool_use"}
                    """))
                .choices()
                .getFirst();

        assertThat(choice.message().content()).isEmpty();
        assertThat(choice.message().toolCalls()).containsExactly(new ToolCall("c", "f", "{\"a\":1}", Map.of()));
        assertThat(choice.finishReason()).contains(FinishReason.TOOL_CALLS);
    }

    @Test
    void answer_thatCallsTheAnswerTool_isContent() {
        ChatResponse.Choice choice = transformer()
                .response(routed(OLDER, ASKED), json("""
                    {"content": [{"type": "tool_use", "id": "c", "name": "json_tool_call", "input": {"a": 1}}],
                     "stop_reason": "tool_use"}
                    """))
                .choices()
                .getFirst();

        assertThat(choice.message().content()).contains("{\"a\":1}");
        assertThat(choice.message().toolCalls()).isEmpty();
        assertThat(choice.finishReason()).contains(FinishReason.STOP);
    }

    @Test
    void stream_thatCallsBoth_hasContentAndCalls() {
        asked(routed(OLDER, ASKED));

        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"json_tool_call\",\"input\":{}}"),
                delta(0, "input_json_delta", "partial_json", "{\"a\":1}"),
                blockStop(0),
                blockStart(1, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}"),
                blockStop(1),
                end("tool_use"),
                STOP);

        assertThat(content()).isEqualTo("{\"a\":1}");
        assertThat(chunks).contains(arguments(0, "{}"));
        assertThat(finishes()).containsExactly(FinishReason.TOOL_CALLS);
    }

    @Test
    void stream_thatSaysSomethingAndCallsATool_losesNothing() {
        asked(routed(OLDER, ASKED + ", \"reasoning_effort\": \"low\""));

        accept(
                START,
                text("Let me see."),
                blockStop(0),
                blockStart(1, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}"),
                blockStop(1),
                end("tool_use"),
                STOP);

        assertThat(content()).isEqualTo("Let me see.");
        assertThat(finishes()).containsExactly(FinishReason.TOOL_CALLS);
    }
}
