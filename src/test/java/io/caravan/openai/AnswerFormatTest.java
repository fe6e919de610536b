package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFormatTest {

    private static final String SCHEMA = """
        "response_format": {"type": "json_schema", "json_schema": {
          "name": "n", "strict": true, "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}\
        """;

    @ParameterizedTest
    @CsvSource({"deepseek, deepseek-chat", "glm, glm-4.6", "qwen, qwen-plus"})
    void schema_whereThereIsNone_isPutIntoWords(String provider, String model) {
        JsonNode sent = Wire.to(provider).sentWith(model, SCHEMA);
        assertThat(sent.path("response_format")).isEqualTo(Wire.json("{\"type\": \"json_object\"}"));
        assertThat(sent.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(sent.at("/messages/0/content").asText())
                .contains("JSON", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
        assertThat(sent.at("/messages/1/content").asText()).isEqualTo("Hello");
    }

    @Test
    void schemaInWords_followsTheInstructionsThatThereAre() {
        JsonNode text = Wire.to("deepseek").sent("deepseek-chat", """
            {"model": "m", "messages": [{"role": "system", "content": "Be brief."}], %s}\
            """.formatted(SCHEMA));
        JsonNode parts = Wire.to("glm").sent("glm-4.6", """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}, {"role": "developer", "content": [
              {"type": "text", "text": "Be brief."}, {"type": "text", "text": "Be kind."}]}], %s}\
            """.formatted(SCHEMA));
        assertThat(text.path("messages")).hasSize(1);
        assertThat(text.at("/messages/0/content").asText()).startsWith("Be brief.\n\nAnswer with a JSON object");
        assertThat(parts.path("messages")).hasSize(2);
        assertThat(parts.at("/messages/1/content/2/text").asText()).startsWith("Answer with a JSON object");
    }

    @ParameterizedTest
    @CsvSource({"qwen, qwen3.8-max-preview", "perplexity, sonar", "lmstudio, m", "ark, m", "groq, m"})
    void schema_whereItIsKnown_isSentAsItStood(String provider, String model) {
        JsonNode sent = Wire.to(provider).sentWith(model, SCHEMA);
        assertThat(sent.path("response_format"))
                .isEqualTo(Wire.json("{" + SCHEMA + "}").path("response_format"));
        assertThat(sent.path("messages")).hasSize(1);
    }

    @Test
    void anyObject_whereOnlySchemasAreKnown_isASchemaOfObjects() {
        JsonNode sent = Wire.to("lmstudio").sentWith("m", "\"response_format\": {\"type\": \"json_object\"}");
        assertThat(sent.path("response_format")).isEqualTo(Wire.json("""
            {"type": "json_schema", "json_schema": {"name": "object", "schema": {"type": "object"}}}\
            """));
    }

    @Test
    void text_isKnownToAll() {
        JsonNode sent = Wire.to("lmstudio").sentWith("m", "\"response_format\": {\"type\": \"text\"}");
        assertThat(sent.path("response_format")).isEqualTo(Wire.json("{\"type\": \"text\"}"));
    }
}
