package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {

    private static final String PERSON = """
        {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
        """;
    private static final String REQUEST = "Gives the answer: call it once, with the whole answer as its input.";

    private static JsonNode members(String model, String asked) {
        ObjectNode body = (ObjectNode) sent(routed(model, asked));
        return body.without(List.of("model", "messages"));
    }

    private static String schema(String schema) {
        return """
            "response_format": {"type": "json_schema", "json_schema": {"name": "it", "schema": %s, "strict": true}}
            """.formatted(schema);
    }

    private static JsonNode tool(String inputSchema) {
        return json("""
            {"max_tokens": 4096, "tools": [{"name": "json_tool_call", "input_schema": %s}],
             "tool_choice": {"type": "tool", "name": "json_tool_call"}}
            """.formatted(inputSchema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-1-20250805",
                "claude-haiku-4-5-20251001",
                "claude-sonnet-4-5",
                "claude-opus-4-6",
                "claude-opus-4-8",
                "claude-sonnet-5",
                "claude-fable-5"
            })
    void schema_onModelsThatAreHeldToIt_isTheOutputsFormat(String model) {
        assertThat(members(model, schema(PERSON))).isEqualTo(json("""
            {"max_tokens": 4096, "output_config": {"format": {"type": "json_schema", "schema":
              {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"],
               "additionalProperties": false}}}}
            """));
    }

    @Test
    void schemaAndEffort_shareOneMember() {
        assertThat(members("claude-opus-4-6", schema(PERSON) + ", \"reasoning_effort\": \"low\"")
                        .path("output_config")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("effort", "format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-3-haiku-20240307",
                "claude-3-5-sonnet-20241022",
                "claude-3-7-sonnet-20250219",
                "claude-sonnet-4-20250514",
                "some-other-model"
            })
    void schema_onOtherModels_isForcedTool(String model) {
        assertThat(members(model, schema(PERSON))).isEqualTo(tool(PERSON));
    }

    @Test
    void schema_thatContainsItself_isForcedToolEverywhere() {
        String list = """
            {"type": "object", "properties": {"next": {"$ref": "#"}}}
            """;

        assertThat(members("claude-sonnet-4-5", schema(list))).isEqualTo(tool(list));
    }

    @Test
    void schema_withDescription_describesTheTool() {
        assertThat(members("claude-3-haiku-20240307", """
            "response_format": {"type": "json_schema",
              "json_schema": {"name": "p", "description": "A person.", "schema": {"type": "object"}}}
            """).path("tools").path(0))
                .isEqualTo(json("""
                    {"name": "json_tool_call", "description": "A person.",
                     "input_schema": {"type": "object", "properties": {}}}
                    """));
    }

    @Test
    void schema_withoutType_isTakenForAnObjects() {
        assertThat(members("claude-3-haiku-20240307", schema("""
            {"properties": {"a": {"type": "integer"}}}
            """))).isEqualTo(tool("""
                {"type": "object", "properties": {"a": {"type": "integer"}}}
                """));
    }

    @Test
    void schema_ofSomethingElseThanAnObject_isWrapped() {
        assertThat(members("claude-3-haiku-20240307", schema("""
            {"type": "array", "items": {"$ref": "#/$defs/n"}, "$defs": {"n": {"type": "number"}}}
            """))).isEqualTo(tool("""
                {"type": "object", "additionalProperties": false, "required": ["values"],
                 "properties": {"values": {"type": "array", "items": {"$ref": "#/$defs/n"}}},
                 "$defs": {"n": {"type": "number"}}}
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ref", "anyOf", "oneOf", "allOf", "enum", "const"})
    void schema_thatMayBeOfSomethingElse_isWrapped(String keyword) {
        JsonNode body = members("claude-3-haiku-20240307", schema("{\"" + keyword + "\": []}"));

        assertThat(body.at("/tools/0/input_schema/properties/values").has(keyword))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-haiku-20240307", "claude-sonnet-4-5", "claude-opus-4-8"})
    void anyObject_onModelsThatDoNotThink_isForcedTool(String model) {
        assertThat(members(model, "\"response_format\": {\"type\": \"json_object\"}"))
                .isEqualTo(tool("""
                    {"type": "object", "additionalProperties": true, "properties": {}}
                    """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-sonnet-4-5\", \"reasoning_effort\": \"low",
                "claude-opus-4-6\", \"reasoning_effort\": \"low",
                "claude-sonnet-5",
                "claude-fable-5\", \"reasoning_effort\": \"none"
            })
    void anyObject_whileThinking_leavesTheChoice(String model) {
        JsonNode body = sent(routed("""
            {"model": "anthropic/%s", "messages": [{"role": "user", "content": "Hi"}],
             "response_format": {"type": "json_object"}}
            """.formatted(model)));

        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"auto\"}"));
        assertThat(body.path("tools")).isEqualTo(json("""
            [{"name": "json_tool_call", "description": "%s",
              "input_schema": {"type": "object", "additionalProperties": true, "properties": {}}}]
            """.formatted(REQUEST)));
    }

    @Test
    void anyObject_onceThinkingIsSwitchedOff_isForcedTool() {
        assertThat(members("claude-sonnet-5", """
            "response_format": {"type": "json_object"}, "reasoning_effort": "none"
            """)
                        .path("tool_choice")
                        .path("type")
                        .textValue())
                .isEqualTo("tool");
    }

    @Test
    void schema_whileThinkingOnOlderModels_leavesTheChoice() {
        JsonNode body = members("claude-3-7-sonnet-20250219", """
            "reasoning_effort": "low", "response_format": {"type": "json_schema",
              "json_schema": {"name": "p", "description": "A person.", "schema": {"type": "object"}}}
            """);

        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"auto\"}"));
        assertThat(body.at("/tools/0/description").textValue()).isEqualTo(REQUEST + " A person.");
    }
}
