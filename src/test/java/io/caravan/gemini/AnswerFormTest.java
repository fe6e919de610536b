package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormTest {

    private static final String TOOLS = ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]";
    private static final String OBJECT = ", \"response_format\": {\"type\": \"json_object\"}";
    private static final String SCHEMA = """
        , "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}\
        """;

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash", "gemini-2.0-flash", "gemini-1.5-pro", "tuned"})
    void schema_besideToolsBeforeGemini3_isAnInstruction(String model) {
        assertThat(body(ask(model, TOOLS + SCHEMA))).isEqualTo(json("""
            {"systemInstruction": {"parts": [{"text": "Unless you call a function, answer with JSON that fits this JSON \
            Schema and nothing else, unfenced:\\n{\\"type\\":\\"object\\"}"}]},
             "contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
             "tools": [{"functionDeclarations": [{"name": "f"}]}]}\
            """));
    }

    @Test
    void object_besideToolsBeforeGemini3_isTheLastInstruction() {
        JsonNode body = body(ask("gemini-2.5-flash", """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]\
            """, TOOLS + OBJECT));
        assertThat(body.path("systemInstruction").path("parts")).isEqualTo(json("""
            [{"text": "Be brief."},
             {"text": "Unless you call a function, answer with one JSON object and nothing else, unfenced."}]\
            """));
        assertThat(body.has("generationConfig")).isFalse();
    }

    @Test
    void object_besideASearchOfTheWeb_isAnInstructionToo() {
        JsonNode body = body(ask("gemini-2.5-flash", ", \"web_search_options\": {}" + OBJECT));
        assertThat(body.path("systemInstruction").path("parts")).hasSize(1);
        assertThat(body.has("generationConfig")).isFalse();
    }

    @Test
    void text_besideTools_isNoInstruction() {
        assertThat(body(ask("gemini-2.5-flash", TOOLS + ", \"response_format\": {\"type\": \"text\"}")))
                .isEqualTo(body(ask("gemini-2.5-flash", TOOLS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-3-pro-preview", "gemini-3.5-flash", "gemini-flash-latest"})
    void schema_besideToolsFromGemini3On_standsInTheConfiguration(String model) {
        assertThat(body(ask(model, TOOLS + SCHEMA))).isEqualTo(json("""
            {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
             "tools": [{"functionDeclarations": [{"name": "f"}]}],
             "generationConfig": {"responseMimeType": "application/json", "responseJsonSchema": {"type": "object"}}}\
            """));
    }
}
