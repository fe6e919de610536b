package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedMembersTest {

    private static final String TOOLS = ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]";

    @Test
    void members_thatGeminiKnows_areNotDropped() {
        assertThat(dropped("gemini-2.5-flash", """
            , "temperature": 0.7, "top_p": 0.9, "n": 2, "seed": 7, "presence_penalty": 0.5, "frequency_penalty": 0.5,
            "stop": "END", "max_tokens": 10, "max_completion_tokens": 20, "response_format": {"type": "json_object"},
            "stream_options": {"include_usage": true}, "top_k": 4, "topK": 4, "logprobs": true, "top_logprobs": 2,
            "modalities": ["text"], "safety_settings": [], "safetySettings": [], "speech_config": {}, "speechConfig": {},
            "image_config": {}, "imageConfig": {}, "media_resolution": "x", "mediaResolution": "x",
            "cached_content": "x", "cachedContent": "x", "reasoning_effort": "low",
            "tool_choice": "auto", "parallel_tool_calls": true\
            """ + TOOLS)).isEmpty();
    }

    @Test
    void members_thatGeminiHasNoWordFor_areDropped() {
        assertThat(dropped("gemini-2.5-flash", """
            , "user": "u1", "metadata": {"a": "b"}, "logit_bias": {"1": 2}, "store": true, "service_tier": "flex",
            "something_new": 1, "parallel_tool_calls": false, "prediction": null, "top_k": null\
            """))
                .containsExactly(
                        "logit_bias",
                        "metadata",
                        "parallel_tool_calls",
                        "service_tier",
                        "something_new",
                        "store",
                        "user");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        gemini-2.5-flash | , "reasoning_effort": "none"                        | ``
        gemini-2.0-flash | , "reasoning_effort": "low"                         | reasoning_effort
        gemini-2.0-flash | , "reasoning_effort": "none"                        | ``
        gemini-2.5-flash | , "reasoning_effort": "low", "thinking_config": {}  | reasoning_effort
        gemini-2.5-flash | , "thinking_config": {}                             | ``
        gemini-2.5-flash | , "thinkingConfig": {}                              | ``
        gemini-2.5-flash | , "tool_choice": "auto"                             | tool_choice
        gemini-2.5-flash | , "tools": [{"type": "google_search"}], "tool_choice": "auto" | tool_choice
        gemini-2.5-flash | , "web_search_options": {}                          | ``
        gemini-2.5-flash | , "web_search_options": null                        | ``
        gemini-1.5-pro   | , "web_search_options": {}                          | web_search_options
        gemini-3-flash   | , "web_search_options": {}, "tools": [{"type": "google_search"}] | web_search_options
        """)
    void members_thatDependOnTheRest_areDroppedByIt(String model, String members, String dropped) {
        assertThat(String.join(",", dropped(model, members))).isEqualTo(dropped);
    }

    private static SortedSet<String> dropped(String model, String members) {
        return TRANSFORMER.request(ask(model, members)).dropped();
    }
}
