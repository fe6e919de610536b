package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkingTest {

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro, none, 128, false",
        "gemini-2.5-pro, minimal, 128, true",
        "gemini-2.5-pro, low, 1024, true",
        "gemini-2.5-pro, medium, 2048, true",
        "gemini-2.5-pro, high, 4096, true",
        "gemini-2.5-pro, xhigh, 8192, true",
        "gemini-2.5-pro, max, 24576, true",
        "gemini-2.5-flash, none, 0, false",
        "gemini-2.5-flash, minimal, 1, true",
        "gemini-2.5-flash-preview-09-2025, low, 1024, true",
        "gemini-2.5-flash-lite, none, 0, false",
        "gemini-2.5-flash-lite, minimal, 512, true",
        "Gemini-2.5-Flash-Lite, high, 4096, true",
    })
    void body_effortOnGemini25_isABudget(String model, String effort, int budget, boolean thoughts) {
        assertThat(body(ask(model, ", \"reasoning_effort\": \"%s\"".formatted(effort)))
                        .path("generationConfig"))
                .isEqualTo(json("{\"thinkingConfig\": {\"includeThoughts\": %s, \"thinkingBudget\": %d}}"
                        .formatted(thoughts, budget)));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3-pro-preview, none, low, false",
        "gemini-3-pro-preview, minimal, low, true",
        "gemini-3.1-pro-preview, medium, medium, true",
        "gemini-3-flash-preview, none, minimal, false",
        "gemini-3.1-flash-lite, minimal, minimal, true",
        "gemini-3.5-flash, low, low, true",
        "gemini-3.6-flash, high, high, true",
        "gemini-3.6-flash, xhigh, high, true",
        "gemini-3.7-flash, minimal, low, true",
        "gemini-3.7-flash, max, high, true",
        "gemini-flash-latest, none, low, false",
        "gemini-4-ultra, minimal, low, true",
    })
    void body_effortFromGemini3On_isALevel(String model, String effort, String level, boolean thoughts) {
        assertThat(body(ask(model, ", \"reasoning_effort\": \"%s\"".formatted(effort)))
                        .path("generationConfig"))
                .isEqualTo(json("{\"thinkingConfig\": {\"includeThoughts\": %s, \"thinkingLevel\": \"%s\"}}"
                        .formatted(thoughts, level)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-1.5-pro",
                "gemini-2.0-flash",
                "gemini-2.0-flash-thinking-exp",
                "gemini-exp-1206",
                "gemini-2.5-flash-image",
                "gemini-3-pro-image-preview",
                "gemini-2.5-pro-preview-tts",
                "gemma-3-27b-it",
                "something-else"
            })
    void body_effortOnModelsThatDoNotTakeIt_isDropped(String model) {
        assertThat(body(ask(model, ", \"reasoning_effort\": \"high\"")).has("generationConfig"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thinking_config", "thinkingConfig"})
    void body_thinkingConfig_passesThroughAndWinsOverTheEffort(String name) {
        RoutedRequest routed = ask(
                "gemini-2.5-flash",
                ", \"reasoning_effort\": \"low\", \"%s\": {\"thinkingBudget\": -1}".formatted(name));
        assertThat(body(routed).path("generationConfig"))
                .isEqualTo(json("{\"thinkingConfig\": {\"thinkingBudget\": -1}}"));
    }
}
