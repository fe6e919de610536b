package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.provider.Quirks;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {

    private static final String EVERY_EXTENSION = """
        {"model": "m", "messages": [
          {"role": "user", "cache_control": {"type": "ephemeral"}, "content": [
            {"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}},
            {"type": "image_url", "image_url": {"url": "u"}, "cache_control": {"type": "ephemeral"}},
            {"type": "file", "file": {"file_id": "f"}, "cache_control": {"type": "ephemeral"}}]},
          {"role": "assistant", "content": "b", "reasoning_content": "Hm", "thinking_blocks": [{"type": "thinking"}],
           "provider_specific_fields": {"x": 1}, "extra_content": {"y": 2}, "tool_calls": [
             {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"},
              "provider_specific_fields": {"thought_signature": "s"}, "extra_content": {"y": 2}}]}],
         "tools": [{"type": "function", "function": {"name": "f"}, "cache_control": {"type": "ephemeral"}}]}\
        """;

    @ParameterizedTest
    @CsvSource({
        "openai, none",
        "groq, none",
        "deepseek, reasoning_content",
        "qwen, cache_control",
        "openrouter, cache_control",
        "litellm, cache_control extra_content provider_specific_fields reasoning_content thinking_blocks"
    })
    void extensions_reachWhoKnowsThem(String provider, String kept) {
        JsonNode sent = Wire.to(provider).sent("deepseek-flash", EVERY_EXTENSION);
        Set<String> found = new TreeSet<>();
        for (String name : Extensions.ALL) {
            if (!sent.findValues(name).isEmpty()) {
                found.add(name);
            }
        }
        assertThat(String.join(" ", found)).isEqualTo(kept.equals("none") ? "" : kept);
    }

    @Test
    void extensions_thatAreKept_standWhereTheyStood() {
        assertThat(Wire.to("litellm").sent("m", EVERY_EXTENSION)).isEqualTo(Wire.json(EVERY_EXTENSION));
    }

    @Test
    void thinking_thatIsNotThere_isNotInvented() {
        JsonNode sent = Wire.to("litellm").sent("m", """
            {"model": "m", "messages": [{"role": "assistant", "content": "Hi", "thinking_blocks": []}]}\
            """);
        assertThat(sent.at("/messages/0")).isEqualTo(Wire.json("{\"role\": \"assistant\", \"content\": \"Hi\"}"));
    }

    @Test
    void extension_thatNobodyKnows_isNoWord() {
        assertThatThrownBy(() -> Turns.of(new Quirks(Map.of("messages", "cache_control, magic"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("messages: \"magic\" is none of bare-images, cache_control, extra_content, joined, merged, "
                        + "provider_specific_fields, reasoning, reasoning_content, short-call-ids, text, "
                        + "thinking_blocks");
    }
}
