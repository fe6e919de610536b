package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

    private static final String PICTURE = """
        {"type": "image_url", "image_url": {"url": "https://example.com/a.png", "detail": "low"}}\
        """;

    private final Wire cohere = new Wire(Map.of("textual", "command-r*, command-a-03*"));

    @Test
    void conversation_withTools_isSaidInCoheresWords() {
        assertThat(cohere.turns("command-r", """
            [{"role": "system", "content": "Be brief.", "name": "boss"},
             {"role": "developer", "content": [{"type": "text", "text": "Be"}, {"type": "text", "text": " kind."}]},
             {"role": "user", "content": [{"type": "text", "text": "Weather?", "cache_control": {}}]},
             {"role": "assistant", "content": null, "reasoning_content": "I will look.", "tool_calls": [
               {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\\"a\\":1}"}},
               {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}}]},
             {"role": "tool", "tool_call_id": "c1", "content": "18 C"},
             {"role": "tool", "tool_call_id": "c2", "content": [
               {"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
             {"role": "assistant", "content": "18 C.", "reasoning_content": "Hm"},
             {"role": "assistant", "reasoning_content": "Hm"},
             {"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}, {"type": "text", "text": "!"}]}]\
            """)).isEqualTo(Wire.json("""
                [{"role": "system", "content": "Be brief."},
                 {"role": "system", "content": [{"type": "text", "text": "Be"}, {"type": "text", "text": " kind."}]},
                 {"role": "user", "content": "Weather?"},
                 {"role": "assistant", "tool_plan": "I will look.", "tool_calls": [
                   {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\\"a\\":1}"}},
                   {"id": "c2", "type": "function", "function": {"name": "g", "arguments": "{}"}}]},
                 {"role": "tool", "tool_call_id": "c1", "content": "18 C"},
                 {"role": "tool", "tool_call_id": "c2", "content": "ab"},
                 {"role": "assistant", "content": "18 C."},
                 {"role": "assistant", "content": [{"type": "text", "text": "No."}, {"type": "text", "text": "!"}]}]\
                """));
    }

    @Test
    void answer_thatSaysAndCalls_doesBoth() {
        assertThat(cohere.turns("command-r", """
            [{"role": "assistant", "content": "Let me see.", "tool_calls": [
               {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]\
            """)).isEqualTo(Wire.json("""
                [{"role": "assistant", "content": "Let me see.", "tool_calls": [
                   {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]\
                """));
    }

    @Test
    void refusal_alone_isText() {
        assertThat(cohere.turns("command-r", """
            [{"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}]}]\
            """))
                .isEqualTo(Wire.json("[{\"role\": \"assistant\", \"content\": \"No.\"}]"));
    }

    @Test
    void pictures_forModelsThatSee_areSentAsTheyStood() {
        String turns = """
            [{"role": "user", "content": [{"type": "text", "text": "What is it?"}, %s,
               {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]}]\
            """.formatted(PICTURE);
        assertThat(cohere.turns("command-a-vision-07-2025", turns)).isEqualTo(Wire.json(turns));
    }

    @Test
    void documents_ofCoheresOwnForm_areSentAsTheyStood() {
        String turns = """
            [{"role": "tool", "tool_call_id": "c1", "content": [
               {"type": "text", "text": "a"}, {"type": "document", "document": {"data": {"b": "c"}}}]}]\
            """;
        assertThat(cohere.turns("command-r", turns)).isEqualTo(Wire.json(turns));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        command-r | {"role": "user", "content": [{"type": "text", "text": "a"}, PICTURE]} | messages.1.content.1
        command-a-vision | {"role": "tool", "tool_call_id": "c", "content": [PICTURE]} | messages.1.content.0
        command-a-vision | {"role": "system", "content": [PICTURE]} | messages.1.content.0
        command-r | {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "A", "format": "wav"}}]} \
          | messages.1.content.0
        command-r | {"role": "user", "content": [{"type": "file", "file": {"file_id": "f"}}]} | messages.1.content.0
        command-r | {"role": "user", "content": [{"type": "video_url"}]} | messages.1.content.0
        command-r | {"role": "assistant", "tool_calls": [{"type": "custom", "id": "a"}]} | messages.1.tool_calls
        """)
    void turn_thatCohereHasNoFormFor_isRefused(String model, String turn, String path) {
        String turns = "[{\"role\": \"user\", \"content\": \"Hello\"}, " + turn.replace("PICTURE", PICTURE) + "]";
        assertThatThrownBy(() -> cohere.turns(model, turns)).isInstanceOfSatisfying(GatewayException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
            assertThat(failure.fields().getFirst().path()).isEqualTo(path);
            assertThat(failure.getMessage()).startsWith(path).endsWith("for cohere");
            assertThat(failure.origin().orElseThrow().provider()).isEqualTo("cohere");
        });
    }
}
