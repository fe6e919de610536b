package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.assertRefused;
import static io.caravan.anthropic.Fixture.dropped;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolboxTest {

    private static final String MODEL = "claude-sonnet-4-5";
    private static final String TOOLS = """
        "tools": [{"type": "function", "function": {"name": "f"}}, {"type": "function", "function": {"name": "g"}}]
        """;
    private static final String ALLOWED = """
        {"type": "allowed_tools", "allowed_tools": {"mode": "%s", "tools": [
          {"type": "function", "function": {"name": "g"}}]}}
        """;

    private static RoutedRequest request(String choice) {
        return routed(MODEL, TOOLS + (choice == null ? "" : ", \"tool_choice\": " + choice));
    }

    private static JsonNode tool(String tool) {
        return sent(routed(MODEL, "\"tools\": [" + tool + "]")).at("/tools/0");
    }

    private static JsonNode function(String members) {
        return tool("{\"type\": \"function\", \"function\": {\"name\": \"f\"" + members + "}}");
    }

    @Test
    void function_withEverything_isDefined() {
        assertThat(tool("""
            {"type": "function", "cache_control": {"type": "ephemeral"}, "defer_loading": true, "other": 1, "function": {"name": "get_weather",
             "description": "Tells the weather.", "strict": true, "parameters": {"type": "object",
             "properties": {"city": {"type": "string", "minLength": 1}}, "required": ["city"]}}}
            """)).isEqualTo(json("""
                {"name": "get_weather", "description": "Tells the weather.", "strict": true,
                 "cache_control": {"type": "ephemeral"}, "defer_loading": true,
                 "input_schema": {"type": "object", "properties":
                 {"city": {"type": "string", "description": "minLength: 1"}}, "required": ["city"],
                 "additionalProperties": false}}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                            | {\"type\":\"object\",\"properties\":{}}",
                "null                                        | {\"type\":\"object\",\"properties\":{}}",
                "{}                                          | {\"type\":\"object\",\"properties\":{}}",
                "{\"type\":\"object\"}                       | {\"type\":\"object\",\"properties\":{}}",
                "{\"type\":\"object\",\"properties\":null}   | {\"type\":\"object\",\"properties\":{}}",
                "{\"properties\":{\"a\":{\"minimum\":1}}}    |"
                        + " {\"type\":\"object\",\"properties\":{\"a\":{\"minimum\":1}}}",
                "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"}}}}}"
                    + " | {\"type\":\"object\",\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\","
                    + "\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"}}}},\"properties\":{}}"
            })
    void parameters_areSchemaOfAnObject(String parameters, String schema) {
        assertThat(function(parameters == null ? "" : ", \"parameters\": " + parameters))
                .isEqualTo(json("{\"name\": \"f\", \"input_schema\": " + schema + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"array\"}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"anyOf\":[]}",
                "{\"oneOf\":[]}",
                "{\"enum\":[1]}"
            })
    void parameters_ofSomethingElse_areRefused(String parameters) {
        assertRefused(routed(MODEL, """
            "tools": [{"type": "function", "function": {"name": "f"}},
              {"type": "function", "function": {"name": "g", "parameters": %s}}]
            """.formatted(parameters)), ErrorCode.VALIDATION, "tools.1.function.parameters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-sonnet-4-5        | true  | {\"properties\":{\"a\":{}}}                      | true",
                "claude-fable-5           | true  | {\"properties\":{},\"additionalProperties\":false} | true",
                "claude-sonnet-4-5        | false | {\"properties\":{\"a\":{}}}                      | false",
                "claude-sonnet-4-20250514 | true  | {\"properties\":{\"a\":{}}}                      | false",
                "claude-sonnet-4-5        | true  | {}                                               | false",
                "claude-sonnet-4-5        | true  | {\"properties\":{\"a\":{\"$ref\":\"#\"}}}        | false",
                "claude-sonnet-4-5        | true  | {\"$ref\":\"#/a\",\"properties\":{\"a\":{}}}     | false"
            })
    void strictness_isKeptWhereTheModelCanBeHeldToTheSchema(
            String model, boolean asked, String parameters, boolean strict) {
        JsonNode tool = sent(routed(model, """
            "tools": [{"type": "function", "function": {"name": "f", "strict": %b, "parameters": %s}}]
            """.formatted(asked, parameters))).at("/tools/0");

        assertThat(tool.has("strict")).isEqualTo(strict);
        assertThat(tool.at("/input_schema/additionalProperties").isBoolean()).isEqualTo(strict);
    }

    @Test
    void function_withoutWords_hasNoDescription() {
        assertThat(function(", \"description\": \" \"").has("description")).isFalse();
    }

    @Test
    void function_whoseNameAnthropicRefuses_isRefused() {
        assertRefused(
                routed(MODEL, "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"a.b\"}}]"),
                ErrorCode.UNSUPPORTED_PARAMETER,
                "tools.0.function.name");
    }

    @Test
    void functions_ofOneName_areRefused() {
        assertRefused(routed(MODEL, TOOLS.replace("\"g\"", "\"f\"")), ErrorCode.VALIDATION, "tools.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":5}",
                "{\"type\":\"web_fetch_20250910\",\"name\":\"web_fetch\"}",
                "{\"type\":\"code_execution_20250825\",\"name\":\"code_execution\"}",
                "{\"type\":\"bash_20250124\",\"name\":\"bash\"}",
                "{\"type\":\"text_editor_20250728\",\"name\":\"str_replace_based_edit_tool\"}",
                "{\"type\":\"computer_20250124\",\"name\":\"computer\",\"display_width_px\":1024}",
                "{\"type\":\"memory_20250818\",\"name\":\"memory\"}",
                "{\"type\":\"tool_search_tool_regex_20251119\",\"name\":\"tool_search_tool_regex\"}",
                "{\"type\":\"custom\",\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}"
            })
    void tool_inAnthropicsOwnForm_isLeftAsItIs(String tool) {
        assertThat(tool(tool)).isEqualTo(json(tool));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}",
                "{\"type\":\"web_search\"}",
                "{\"type\":\"web_search_20250305\"}",
                "{\"type\":\"mcp\",\"server_url\":\"https://a\",\"name\":\"m\"}",
                "{\"type\":\"custom\",\"input_schema\":{}}"
            })
    void tool_ofAnotherKind_isRefused(String tool) {
        assertRefused(
                routed(MODEL, "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}, " + tool + "]"),
                ErrorCode.UNSUPPORTED_PARAMETER,
                "tools.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"auto\"                                                | {\"type\":\"auto\"}",
                "\"required\"                                            | {\"type\":\"any\"}",
                "\"any\"                                                 | {\"type\":\"any\"}",
                "\"none\"                                                | {\"type\":\"none\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}   | {\"type\":\"tool\",\"name\":\"g\"}",
                "{\"type\":\"auto\"}                                     | {\"type\":\"auto\"}",
                "{\"type\":\"any\"}                                      | {\"type\":\"any\"}",
                "{\"type\":\"none\"}                                     | {\"type\":\"none\"}",
                "{\"type\":\"tool\",\"name\":\"f\"}                      | {\"type\":\"tool\",\"name\":\"f\"}"
            })
    void choice_inEveryForm_isAnthropics(String asked, String sent) {
        JsonNode body = sent(request(asked));

        assertThat(body.path("tool_choice")).isEqualTo(json(sent));
        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("f", "g");
        assertThat(dropped(request(asked))).isEmpty();
    }

    @Test
    void choice_thatIsNotMade_isNotSent() {
        assertThat(sent(request(null)).has("tool_choice")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "required, any"})
    void choice_amongSomeTools_leavesTheOthersOut(String mode, String type) {
        JsonNode body = sent(request(ALLOWED.formatted(mode)));

        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("g");
        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"" + type + "\"}"));
    }

    @Test
    void choice_amongSomeTools_mayBeFlat() {
        JsonNode body = sent(request("""
            {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "f"}]}
            """));

        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"function\",\"function\":{\"name\":\"x\"}}  | VALIDATION | tool_choice",
                "{\"type\":\"tool\"}                                    | VALIDATION | tool_choice",
                "{\"type\":\"allowed_tools\",\"tools\":[{\"name\":\"f\"},{\"name\":\"x\"}]} | VALIDATION | tool_choice",
                "{\"type\":\"allowed_tools\",\"tools\":[]}              | VALIDATION | tool_choice.allowed_tools.tools",
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{}}      | VALIDATION | tool_choice.allowed_tools.tools",
                "{\"type\":\"function\"}                                | VALIDATION | tool_choice.function.name",
                "{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}      | UNSUPPORTED_PARAMETER | tool_choice"
            })
    void choice_thatMakesNoSense_isRefused(String choice, ErrorCode code, String path) {
        assertRefused(request(choice), code, path);
    }

    @Test
    void choice_withoutTools_isRefusedIfItForces() {
        assertRefused(routed(MODEL, "\"tool_choice\": \"required\""), ErrorCode.VALIDATION, "tool_choice");
        for (String choice : new String[] {"auto", "none"}) {
            RoutedRequest request = routed(MODEL, "\"tools\": [], \"tool_choice\": \"" + choice + "\"");
            assertThat(sent(request)).isEqualTo(sent(routed(MODEL, "")));
            assertThat(dropped(request)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                          | {\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "\"required\"                              | {\"type\":\"any\",\"disable_parallel_tool_use\":true}",
                "{\"type\":\"tool\",\"name\":\"f\"}        |"
                        + " {\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true}",
                "\"none\"                                  | {\"type\":\"none\"}"
            })
    void parallelCalls_thatAreNotWanted_areSwitchedOff(String choice, String sent) {
        String asked = TOOLS + ", \"parallel_tool_calls\": false";
        RoutedRequest request = routed(MODEL, asked + (choice == null ? "" : ", \"tool_choice\": " + choice));

        assertThat(sent(request).path("tool_choice")).isEqualTo(json(sent));
        assertThat(dropped(request)).isEmpty();
    }

    @Test
    void parallelCalls_thatAreWanted_areTheDefault() {
        assertThat(sent(routed(MODEL, TOOLS + ", \"parallel_tool_calls\": true")))
                .isEqualTo(sent(request(null)));
    }

    @Test
    void parallelCalls_withoutTools_areNotSpokenOf() {
        assertThat(sent(routed(MODEL, "\"parallel_tool_calls\": false"))).isEqualTo(sent(routed(MODEL, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"required\"", "{\"type\":\"tool\",\"name\":\"f\"}"})
    void choice_thatForces_isLeftToTheModelWhileItThinks(String choice) {
        RoutedRequest request = routed(MODEL, TOOLS + ", \"reasoning_effort\": \"low\", \"tool_choice\": " + choice);

        assertThat(sent(request).path("tool_choice")).isEqualTo(json("{\"type\": \"auto\"}"));
        assertThat(dropped(request)).containsExactly("tool_choice");
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "none, none"})
    void choice_thatForcesNothing_isKeptWhileTheModelThinks(String choice, String type) {
        RoutedRequest request =
                routed(MODEL, TOOLS + ", \"reasoning_effort\": \"low\", \"tool_choice\": \"" + choice + "\"");

        assertThat(sent(request).path("tool_choice")).isEqualTo(json("{\"type\": \"" + type + "\"}"));
        assertThat(dropped(request)).isEmpty();
    }

    @Test
    void choiceAmongSomeTools_thatForces_stillLeavesTheOthersOutWhileTheModelThinks() {
        RoutedRequest request = routed(
                MODEL, TOOLS + ", \"reasoning_effort\": \"low\", \"tool_choice\": " + ALLOWED.formatted("required"));

        assertThat(sent(request).path("tools").findValuesAsText("name")).containsExactly("g");
        assertThat(sent(request).path("tool_choice")).isEqualTo(json("{\"type\": \"auto\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-5", "claude-opus-5"})
    void choice_thatForces_winsOverThinkingThatNobodyAskedFor(String model) {
        RoutedRequest request = routed(model, TOOLS + ", \"tool_choice\": \"required\"");

        assertThat(sent(request).path("tool_choice")).isEqualTo(json("{\"type\": \"any\"}"));
        assertThat(sent(request).path("thinking")).isEqualTo(json("{\"type\": \"disabled\"}"));
        assertThat(dropped(request)).isEmpty();
    }

    @Test
    void choice_thatForces_isLeftToModelsThatAlwaysThink() {
        RoutedRequest request = routed("claude-fable-5", TOOLS + ", \"tool_choice\": \"required\"");

        assertThat(sent(request).path("tool_choice")).isEqualTo(json("{\"type\": \"auto\"}"));
        assertThat(sent(request).has("thinking")).isFalse();
        assertThat(dropped(request)).containsExactly("tool_choice");
    }

    @Test
    void tools_thatTheRequestNoLongerHas_areStoodFor() {
        JsonNode body = sent(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [{"role": "user", "content": "A"},
              {"role": "assistant", "tool_calls": [{"id": "c", "function": {"name": "f"}}]},
              {"role": "tool", "tool_call_id": "c", "content": "B"}]}
            """));

        assertThat(body.path("tools")).isEqualTo(json("""
            [{"name": "dummy_tool",
              "description": "Stands for the tools that were called earlier. It cannot be called.",
              "input_schema": {"type": "object", "properties": {}}}]
            """));
        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"none\"}"));
    }
}
