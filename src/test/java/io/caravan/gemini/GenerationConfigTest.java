package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationConfigTest {

    private static final String SCHEMA = """
        , "response_format": {"type": "json_schema", "json_schema": {"name": "person", "strict": true,
          "schema": {"type": "object", "properties": {"age": {"type": ["integer", "null"]}},
                     "required": ["age"], "additionalProperties": false}}}\
        """;

    @Test
    void body_everyParameter_standsInTheGenerationConfig() {
        RoutedRequest routed = ask("gemini-2.5-flash", """
            , "temperature": 0.7, "top_p": 0.9, "n": 2, "seed": 7, "presence_penalty": 0.5,
            "frequency_penalty": -0.5, "stop": ["END", "FIN"], "max_tokens": 64, "top_k": 40,
            "logprobs": true, "top_logprobs": 3\
            """);
        assertThat(body(routed)).isEqualTo(json("""
            {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
             "generationConfig": {"temperature": 0.7, "topP": 0.9, "candidateCount": 2, "seed": 7,
              "presencePenalty": 0.5, "frequencyPenalty": -0.5, "stopSequences": ["END", "FIN"],
              "maxOutputTokens": 64, "topK": 40, "responseLogprobs": true, "logprobs": 3}}\
            """));
    }

    @Test
    void body_temperatureZero_isSent() {
        assertThat(body(ask("gemini-2.5-flash", ", \"temperature\": 0")).path("generationConfig"))
                .isEqualTo(json("{\"temperature\": 0.0}"));
    }

    @Test
    void body_bothLimits_newerWins() {
        RoutedRequest routed = ask("gemini-2.5-flash", ", \"max_tokens\": 10, \"max_completion_tokens\": 20");
        assertThat(body(routed).path("generationConfig")).isEqualTo(json("{\"maxOutputTokens\": 20}"));
    }

    @Test
    void body_stopAsString_isAListOfOne() {
        assertThat(body(ask("gemini-2.5-flash", ", \"stop\": \"END\"")).path("generationConfig"))
                .isEqualTo(json("{\"stopSequences\": [\"END\"]}"));
    }

    @Test
    void body_emptyStop_isNotSent() {
        assertThat(body(ask("gemini-2.5-flash", ", \"stop\": []")).has("generationConfig"))
                .isFalse();
    }

    @Test
    void body_sixStops_areRefused() {
        GatewayException refusal = catchThrowableOfType(
                GatewayException.class,
                () -> body(ask("gemini-2.5-flash", ", \"stop\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\"]")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly("stop");
    }

    @Test
    void body_membersWithoutCounterpart_areDropped() {
        RoutedRequest routed = ask("gemini-2.5-flash", """
            , "user": "u1", "metadata": {"a": "b"}, "logit_bias": {"1": 2}, "store": true, "top_k": null,
            "parallel_tool_calls": false, "tool_choice": "none", "stream_options": {"include_usage": true}\
            """);
        assertThat(body(routed)).isEqualTo(body(ask()));
    }

    @ParameterizedTest
    @CsvSource({
        "speech_config, speechConfig",
        "speechConfig, speechConfig",
        "image_config, imageConfig",
        "imageConfig, imageConfig",
        "media_resolution, mediaResolution",
        "mediaResolution, mediaResolution",
    })
    void body_membersOfGeminis_passThrough(String name, String expected) {
        assertThat(body(ask("gemini-2.5-flash", ", \"%s\": {\"a\": 1}".formatted(name)))
                        .path("generationConfig"))
                .isEqualTo(json("{\"%s\": {\"a\": 1}}".formatted(expected)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cached_content", "cachedContent"})
    void body_cachedContent_passesThrough(String name) {
        assertThat(body(ask("gemini-2.5-flash", ", \"%s\": \"cachedContents/1\"".formatted(name))))
                .isEqualTo(json("""
                    {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}], "cachedContent": "cachedContents/1"}\
                    """));
    }

    @Test
    void body_mediaResolution_winsOverTheDetailOfAPicture() {
        String messages = """
            [{"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "high"}}]}]\
            """;
        assertThat(body(ask("gemini-2.5-flash", messages, ", \"media_resolution\": \"MEDIA_RESOLUTION_LOW\""))
                        .path("generationConfig"))
                .isEqualTo(json("{\"mediaResolution\": \"MEDIA_RESOLUTION_LOW\"}"));
    }

    @Test
    void body_modalities_areInCapitals() {
        assertThat(body(ask("gemini-2.5-flash-image", ", \"modalities\": [\"text\", \"IMAGE\"]"))
                        .path("generationConfig"))
                .isEqualTo(json("{\"responseModalities\": [\"TEXT\", \"IMAGE\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[7]", "{}", "[\"text\", null]"})
    void body_modalitiesOfAnotherForm_areRefused(String modalities) {
        GatewayException refusal = catchThrowableOfType(
                GatewayException.class, () -> body(ask("gemini-2.5-flash-image", ", \"modalities\": " + modalities)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly("modalities");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "gemini-2.5-flash, low, auto, MEDIA_RESOLUTION_LOW",
                "gemini-3-pro-preview, auto, high, MEDIA_RESOLUTION_HIGH",
                "gemini-2.5-flash, low, high, MEDIA_RESOLUTION_HIGH",
                "gemini-2.5-flash, high, low, MEDIA_RESOLUTION_HIGH",
                "gemini-2.5-flash, auto, auto, none",
                "gemini-1.5-pro, high, high, none",
            })
    void body_detailOfPictures_isTheHighestForAll(
            String model, String first, String second, @Nullable String resolution) {
        String messages = """
            [{"role": "user", "content": [{"type": "text", "text": "Compare"},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "%s"}}]},
             {"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "%s"}}]}]\
            """.formatted(first, second);
        JsonNode config = body(ask(model, messages, "")).path("generationConfig");
        assertThat(config)
                .isEqualTo(
                        resolution == null
                                ? MissingNode.getInstance()
                                : json("{\"mediaResolution\": \"%s\"}".formatted(resolution)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safety_settings", "safetySettings"})
    void body_safetySettings_passThrough(String name) {
        String settings = "[{\"category\": \"HARM_CATEGORY_HARASSMENT\", \"threshold\": \"BLOCK_ONLY_HIGH\"}]";
        assertThat(body(ask("gemini-2.5-flash", ", \"%s\": %s".formatted(name, settings))))
                .isEqualTo(json("""
                    {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}], "safetySettings": %s}\
                    """.formatted(settings)));
    }

    @Test
    void body_textFormat_isNotTold() {
        assertThat(body(ask("gemini-2.5-flash", ", \"response_format\": {\"type\": \"text\"}")))
                .isEqualTo(body(ask()));
    }

    @Test
    void body_jsonObject_isAMimeType() {
        assertThat(body(ask("gemini-2.5-flash", ", \"response_format\": {\"type\": \"json_object\"}"))
                        .path("generationConfig"))
                .isEqualTo(json("{\"responseMimeType\": \"application/json\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.0-flash", "gemini-2.5-pro", "gemini-3-pro-preview", "gemini-4-flash", "tuned"})
    void body_jsonSchema_staysAsItIsFromGemini20On(String model) {
        assertThat(body(ask(model, SCHEMA)).path("generationConfig")).isEqualTo(json("""
            {"responseMimeType": "application/json",
             "responseJsonSchema": {"type": "object", "properties": {"age": {"type": ["integer", "null"]}},
              "required": ["age"], "additionalProperties": false}}\
            """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-1.5-pro", "gemini-1.0-pro", "gemini-pro", "learnlm-1.5-pro", "gemma-3-27b-it"})
    void body_jsonSchema_becomesOpenApiBefore(String model) {
        assertThat(body(ask(model, SCHEMA)).path("generationConfig")).isEqualTo(json("""
            {"responseMimeType": "application/json",
             "responseSchema": {"type": "object",
              "properties": {"age": {"type": "integer", "nullable": true}}, "required": ["age"]}}\
            """));
    }
}
