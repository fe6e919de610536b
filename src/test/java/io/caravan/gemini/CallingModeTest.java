package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallingModeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "auto"     | false | {"mode": "AUTO"}
        "none"     | false | {"mode": "NONE"}
        "required" | false | {"mode": "ANY"}
        "auto"     | true  | {"mode": "VALIDATED"}
        "none"     | true  | {"mode": "NONE"}
        "required" | true  | {"mode": "ANY"}
        {"type": "function", "function": {"name": "b"}} | false | {"mode": "ANY", "allowedFunctionNames": ["b"]}
        {"type": "function", "function": {"name": "b"}} | true  | {"mode": "ANY", "allowedFunctionNames": ["b"]}
        """)
    void choice_ofEachKind_isAMode(String choice, boolean strict, String mode) {
        assertThat(body(choosing(choice, strict)).path("toolConfig"))
                .isEqualTo(json("{\"functionCallingConfig\": %s}".formatted(mode)));
    }

    @ParameterizedTest
    @CsvSource({"auto, VALIDATED", "required, ANY"})
    void allowedTools_areTheAllowedNames(String mode, String expected) {
        String choice = """
            {"type": "allowed_tools", "allowed_tools": {"mode": "%s", "tools": [
              {"type": "function", "function": {"name": "a"}}, {"type": "function", "function": {"name": "b"}}]}}\
            """.formatted(mode);
        assertThat(body(choosing(choice, false)).path("toolConfig")).isEqualTo(json("""
            {"functionCallingConfig": {"mode": "%s", "allowedFunctionNames": ["a", "b"]}}\
            """.formatted(expected)));
    }

    @Test
    void allowedTools_inTheFlatForm_areTheAllowedNames() {
        RoutedRequest routed = choosing("""
            {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "a"}]}\
            """, false);
        assertThat(body(routed).path("toolConfig")).isEqualTo(json("""
            {"functionCallingConfig": {"mode": "VALIDATED", "allowedFunctionNames": ["a"]}}\
            """));
    }

    @Test
    void choice_thatIsNotMade_isNotTold() {
        assertThat(body(ask("gemini-2.5-flash", tools(false))).has("toolConfig"))
                .isFalse();
    }

    @Test
    void choice_thatIsNotMadeAmongStrictTools_isValidated() {
        assertThat(body(ask("gemini-2.5-flash", tools(true))).path("toolConfig"))
                .isEqualTo(json("{\"functionCallingConfig\": {\"mode\": \"VALIDATED\"}}"));
    }

    @Test
    void strictTools_onOlderModels_areNotValidated() {
        assertThat(body(ask("gemini-1.5-pro", tools(true))).has("toolConfig")).isFalse();
        assertThat(body(ask("gemini-1.5-pro", tools(true) + ", \"tool_choice\": \"auto\""))
                        .path("toolConfig"))
                .isEqualTo(json("{\"functionCallingConfig\": {\"mode\": \"AUTO\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "required"})
    void choice_withoutFunctions_isNotTold(String choice) {
        assertThat(body(ask("gemini-2.5-flash", ", \"tool_choice\": \"%s\"".formatted(choice))))
                .isEqualTo(body(ask()));
        assertThat(body(ask("gemini-2.5-flash", """
            , "tools": [{"type": "google_search"}], "tool_choice": "%s"\
            """.formatted(choice))).has("toolConfig"))
                .isFalse();
    }

    @Test
    void choice_ofAFunctionThatIsNotThere_isRefused() {
        Refusals.invalid(choosing("{\"type\": \"function\", \"function\": {\"name\": \"c\"}}", false), "tool_choice");
        Refusals.invalid(ask("gemini-2.5-flash", """
            , "tool_choice": {"type": "function", "function": {"name": "a"}}\
            """), "tool_choice");
        Refusals.invalid(
                choosing("{\"type\": \"allowed_tools\", \"tools\": [{\"name\": \"c\"}]}", false), "tool_choice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\": \"allowed_tools\"}", "{\"type\": \"allowed_tools\", \"allowed_tools\": []}"})
    void allowedTools_thatAreNone_areRefused(String choice) {
        Refusals.invalid(choosing(choice, false), "tool_choice.allowed_tools.tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\": \"custom\", \"custom\": {\"name\": \"a\"}}", "{\"type\": \"function\"}"})
    void choice_ofAnotherKind_isRefused(String choice) {
        Refusals.unsupported(choosing(choice, false), "tool_choice");
    }

    private static RoutedRequest choosing(String choice, boolean strict) {
        return ask("gemini-2.5-flash", tools(strict) + ", \"tool_choice\": " + choice);
    }

    private static String tools(boolean strict) {
        return """
            , "tools": [{"type": "function", "function": {"name": "a", "strict": false}},
              {"type": "function", "function": {"name": "b", "strict": %s}}]\
            """.formatted(strict);
    }
}
