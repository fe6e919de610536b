package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentsTest {

    private static final String CALLS = """
        {"role": "assistant", "content": "a", "tool_calls": [
          {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}},
          {"id": "2", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}\
        """;
    private static final String PICTURE = """
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}\
        """;
    private static final String SOUND = """
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}\
        """;

    @ParameterizedTest
    @CsvSource({"openai, gpt-4o", "openrouter, m", "mistral, m"})
    void picturesInResults_followTheLastResultAsTheUsers(String provider, String model) {
        JsonNode sent = Wire.to(provider).sent(model, """
            {"model": "m", "messages": [%s,
              {"role": "tool", "tool_call_id": "1", "content": [{"type": "text", "text": "A map:"}, %s]},
              {"role": "tool", "tool_call_id": "2", "content": [%s]},
              {"role": "user", "content": "What is it?"}]}\
            """.formatted(CALLS, PICTURE, SOUND));
        JsonNode given = sent.path("messages");
        assertThat(given).hasSize(5);
        assertThat(given.at("/1/content")).isEqualTo(Wire.json("[{\"type\": \"text\", \"text\": \"A map:\"}]"));
        assertThat(given.at("/2/content").textValue()).isEqualTo("The result follows.");
        assertThat(given.get(3))
                .isEqualTo(Wire.json("""
                    {"role": "user", "content": [
                      {"type": "text", "text": "From the result of %s:"}, %s,
                      {"type": "text", "text": "From the result of %s:"}, %s]}\
                    """.formatted(id(given.get(1)), PICTURE, id(given.get(2)), SOUND)));
        assertThat(given.at("/4/content").textValue()).isEqualTo("What is it?");
    }

    private static String id(JsonNode result) {
        return result.path("tool_call_id").textValue();
    }

    @Test
    void fileInTheLastTurn_followsIt() {
        JsonNode sent = Wire.to("openai").sent("gpt-4o", """
            {"model": "m", "messages": [%s,
              {"role": "tool", "tool_call_id": "1", "content": [{"type": "file", "file": {"file_id": "f"}}]}]}\
            """.formatted(CALLS));
        assertThat(sent.at("/messages/2/content/1")).isEqualTo(Wire.json("""
            {"type": "file", "file": {"file_id": "f"}}\
            """));
    }

    @Test
    void textInResults_staysWhereItIs() {
        String turns = """
            [%s, {"role": "tool", "tool_call_id": "1", "content": [
               {"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
             {"role": "user", "content": [%s]}]\
            """.formatted(CALLS, PICTURE);
        JsonNode own = Wire.to("openai").sent("gpt-4o", "{\"model\": \"m\", \"messages\": " + turns + "}");
        JsonNode other = Wire.to("groq").sent("m", "{\"model\": \"m\", \"messages\": " + turns + "}");
        assertThat(own.path("messages")).isEqualTo(Wire.json(turns));
        assertThat(other.at("/messages/1/content").textValue()).isEqualTo("ab");
        assertThat(other.path("messages")).hasSize(3);
    }
}
