package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolingTest {

    private static final String TOOLS = """
        "tools": [{"type": "function", "function": {"name": "f", "description": "d", "strict": true,
                    "parameters": {"type": "object", "properties": {"a": {"type": "string"}}}}},
                  {"type": "function", "function": {"name": "g"}}]\
        """;

    private final Wire cohere = new Wire();

    @Test
    void functions_areDeclared_withParametersInAnyCase() {
        JsonNode sent = cohere.sentWith(TOOLS);
        assertThat(sent.path("tools")).isEqualTo(Wire.json("""
            [{"type": "function", "function": {"name": "f", "description": "d",
               "parameters": {"type": "object", "properties": {"a": {"type": "string"}}}}},
             {"type": "function", "function": {"name": "g", "parameters": {"type": "object", "properties": {}}}}]\
            """));
        assertThat(sent.has("tool_choice")).isFalse();
        assertThat(sent.has("strict_tools")).isFalse();
    }

    @Test
    void functions_thatAreAllStrict_areCalledStrictly() {
        assertThat(cohere.sentWith("""
            "tools": [{"type": "function", "function": {"name": "f", "strict": true}}]\
            """).path("strict_tools").booleanValue()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "auto"     |          | f g
        "none"     | NONE     | f g
        "required" | REQUIRED | f g
        {"type":"function","function":{"name":"g"}} | REQUIRED | g
        {"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"f"}}]}} | | f
        {"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]} | REQUIRED | f
        """)
    void choice_isSaidWithAWordAndFewerFunctions(String choice, String word, String functions) {
        JsonNode sent = cohere.sentWith(TOOLS + ", \"tool_choice\": " + choice);
        assertThat(sent.path("tool_choice").asText()).isEqualTo(word == null ? "" : word);
        assertThat(String.join(" ", sent.path("tools").findValuesAsText("name")))
                .isEqualTo(functions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"function\", \"function\": {\"name\": \"x\"}}",
                "{\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"auto\", \"tools\": []}}"
            })
    void choice_ofAFunctionThatIsNotThere_isRefused(String choice) {
        assertThatThrownBy(() -> cohere.sentWith(TOOLS + ", \"tool_choice\": " + choice))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.VALIDATION);
                    assertThat(failure).hasMessage("tool_choice: must name one of the tools");
                });
    }

    @Test
    void choice_withoutFunctions_isNotSaid() {
        assertThat(cohere.sentWith("\"tools\": [], \"tool_choice\": \"required\"")
                        .has("tool_choice"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "tools": [{"type": "function", "function": {"name": "f"}}, {"type": "web_search"}] | tools.1
        "tool_choice": {"type": "custom"}                                                  | tool_choice
        """)
    void toolsOfOtherKinds_areRefused(String members, String path) {
        assertThatThrownBy(() -> cohere.sentWith(members)).isInstanceOfSatisfying(GatewayException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
            assertThat(failure.fields().getFirst().path()).isEqualTo(path);
        });
    }
}
