package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultTest {

    private static final String GEMINI = "gemini-2.5-flash";

    private static final String CALL = """
        {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}\
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {\\"a\\": 1}      | {"a": 1}
        42                | {"content": "42"}
        [1]               | {"content": "[1]"}
        {broken           | {"content": "{broken"}
        {\\"a\\": 1} more | {"content": "{\\"a\\": 1} more"}
        """)
    void result_isAnObject(String result, String expected) {
        JsonNode parts = results("""
            {"role": "tool", "tool_call_id": "c1", "content": "%s"}\
            """.formatted(result));
        assertThat(parts).isEqualTo(json("""
            [{"functionResponse": {"id": "c1", "name": "f", "response": %s}}]\
            """.formatted(expected)));
    }

    @Test
    void result_withAPicture_hasItBeside() {
        JsonNode parts = results("""
            {"role": "tool", "tool_call_id": "c1", "content": [{"type": "text", "text": "A cat"},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]}\
            """);
        assertThat(parts).isEqualTo(json("""
            [{"functionResponse": {"id": "c1", "name": "f", "response": {"content": "A cat"}}},
             {"inlineData": {"mimeType": "image/png", "data": "AA=="}}]\
            """));
    }

    @Test
    void result_afterAnInstruction_followsItsCall() {
        JsonNode parts = results("""
            {"role": "system", "content": "Be brief."}, {"role": "tool", "tool_call_id": "c1", "content": "42"}\
            """);
        assertThat(parts).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        messages.3.tool_call_id | {"role": "tool", "tool_call_id": "c9", "content": "42"}
        messages.3.tool_call_id | {"role": "tool", "content": "42"}
        messages.4.tool_call_id | {"role": "tool", "tool_call_id": "c1", "content": "1"}, {"role": "tool", "tool_call_id": "c1", "content": "2"}
        messages.2.tool_calls.0 | {"role": "user", "content": "And?"}
        messages.2.tool_calls.0 | {"role": "assistant", "content": "And?"}
        messages.2.tool_calls.0 | {"role": "system", "content": "Be brief."}
        """)
    void results_thatDoNotFitTheirCalls_areRefused(String path, String messages) {
        Refusals.invalid(ask(GEMINI, conversation(CALL).replaceFirst("\\]$", "") + ", " + messages + "]", ""), path);
    }

    @Test
    void result_thatIsMissing_isNamedByItsCall() {
        String messages = conversation(CALL + "," + CALL.replace("c1", "c2"));
        Refusals.invalid(
                ask(
                        GEMINI,
                        messages.replaceFirst("\\]$", "")
                                + ", {\"role\": \"tool\", \"tool_call_id\": \"c1\", \"content\": \"42\"}]",
                        ""),
                "messages.2.tool_calls.1");
    }

    @Test
    void result_withoutAnyCall_isRefused() {
        Refusals.invalid(ask(GEMINI, """
            [{"role": "user", "content": "Hi"}, {"role": "tool", "tool_call_id": "c1", "content": "42"}]\
            """, ""), "messages.1.tool_call_id");
    }

    @Test
    void calls_ofOneId_areRefused() {
        Refusals.invalid(ask(GEMINI, conversation(CALL + "," + CALL), ""), "messages.2.tool_calls.1.id");
    }

    private static String conversation(String calls) {
        return """
            [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"},
             {"role": "assistant", "content": null, "tool_calls": [%s]}]\
            """.formatted(calls);
    }

    private static JsonNode results(String messages) {
        JsonNode contents = body(ask(GEMINI, conversation(CALL).replaceFirst("\\]$", "") + ", " + messages + "]", ""))
                .path("contents");
        assertThat(contents).hasSize(3);
        assertThat(contents.path(2).path("role").asText()).isEqualTo("user");
        return contents.path(2).path("parts");
    }
}
