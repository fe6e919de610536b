package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    private final Wire openai = Wire.to("openai");

    @Test
    void minimalRequest_isSentWithNothingAdded() {
        JsonNode sent = openai.sent("gpt-4o", """
            {"model": "openai/gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}\
            """);
        assertThat(sent).isEqualTo(Wire.json("""
            {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}\
            """));
    }

    @Test
    void everyMember_reachesTheProviderAsItStood() {
        String members = """
            "messages": [
              {"role": "developer", "content": "Be brief.", "name": "boss"},
              {"role": "user", "content": [
                {"type": "text", "text": "What is this?", "some_part_thing": {"a": null}},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.png", "detail": "low"}},
                {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}},
                {"type": "file", "file": {"file_id": "file-1"}},
                {"type": "file", "file": {"file_data": "data:application/pdf;base64,AA==", "filename": "a.pdf"}},
                {"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}, "fps": 2}]},
              {"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}]},
              {"role": "assistant", "audio": {"id": "audio-1"}, "content": null, "tool_calls": [
                {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\\"a\\":1}"},
                 "some_call_thing": {"a": 1}}]},
              {"role": "tool", "tool_call_id": "call_1", "content": "42"}],
            "temperature": 0, "top_p": 0.25, "n": 2, "seed": 9007199254740993,
            "presence_penalty": -0.5, "frequency_penalty": 1, "stop": ["a", "b"], "max_tokens": 5,
            "logit_bias": {"50256": -100}, "logprobs": true, "top_logprobs": 3,
            "tools": [
              {"type": "function", "some_tool_thing": 1, "function": {"name": "f", "description": "d", "strict": false,
               "parameters": {"type": "object", "properties": {"a": {"type": ["integer", "null"]}}}}},
              {"type": "custom", "custom": {"name": "c"}}],
            "tool_choice": {"type": "function", "function": {"name": "f"}}, "parallel_tool_calls": false,
            "response_format": {"type": "json_schema", "json_schema": {
              "name": "n", "description": "d", "schema": {"type": "object"}, "strict": false}},
            "user": "u", "metadata": null, "service_tier": "flex", "some_vendor_thing": {"a": [1, null, 2.50]}}\
            """;
        JsonNode sent = openai.sent("gpt-4o", "{\"model\": \"openai/gpt-4o\", " + members);
        JsonNode expected = Wire.json("{\"model\": \"gpt-4o\", " + members.replace("\"content\": null, ", ""));
        assertThat(sent).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"none\"", "\"auto\"", "\"required\"", """
        {"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}}\
        """})
    void toolChoice_ofEachKind_isSentAsItStood(String choice) {
        assertThat(openai.sentWith("gpt-4o", "\"tool_choice\": " + choice).path("tool_choice"))
                .isEqualTo(Wire.json(choice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json_object"})
    void responseFormat_withoutSchema_isSentAsItStood(String type) {
        assertThat(openai.sentWith("gpt-4o", "\"response_format\": {\"type\": \"%s\"}".formatted(type)))
                .contains(Wire.json("{\"type\": \"%s\"}".formatted(type)));
    }

    @Test
    void bareSchema_isWrappedAndNotMadeStrict() {
        JsonNode sent = openai.sentWith("gpt-4o", """
            "response_format": {"type": "json_schema", "json_schema": {"type": "object"}}\
            """);
        assertThat(sent.path("response_format")).isEqualTo(Wire.json("""
            {"type": "json_schema", "json_schema": {"name": "response_schema", "schema": {"type": "object"}}}\
            """));
    }

    @Test
    void gatewayExtensions_areTakenOutOfMessagesAndCalls() {
        JsonNode sent = openai.sent("gpt-4o", """
            {"model": "m", "messages": [
              {"role": "user", "content": [{"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}]},
              {"role": "assistant", "content": "Hi", "reasoning_content": "Hm",
               "thinking_blocks": [{"type": "thinking", "thinking": "Hm", "signature": "s"}],
               "provider_specific_fields": {"citations": []}, "refusal": null,
               "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"},
                 "extra_content": {"google": {"thought_signature": "x"}},
                 "provider_specific_fields": {"thought_signature": "x"}}]}],
             "tools": [{"type": "function", "function": {"name": "f"}, "cache_control": {"type": "ephemeral"}}]}\
            """);
        assertThat(sent.at("/messages/0")).isEqualTo(Wire.json("{\"role\": \"user\", \"content\": \"Hello\"}"));
        assertThat(sent.at("/tools/0"))
                .isEqualTo(Wire.json("{\"type\": \"function\", \"function\": {\"name\": \"f\"}}"));
        assertThat(sent.at("/messages/1")).isEqualTo(Wire.json("""
            {"role": "assistant", "content": "Hi", "refusal": null, "tool_calls": [
              {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}\
            """));
    }

    @Test
    void singleTextPart_isSentAsAString() {
        JsonNode sent = openai.sent("gpt-4o", """
            {"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]}\
            """);
        assertThat(sent.at("/messages/0/content").textValue()).isEqualTo("Hello");
    }

    @Test
    void bothTokenLimits_areSentAsTheNewerOne() {
        JsonNode sent = openai.sentWith("gpt-4o", "\"max_tokens\": 5, \"max_completion_tokens\": 7");
        assertThat(sent.path("max_completion_tokens").intValue()).isEqualTo(7);
        assertThat(sent.has("max_tokens")).isFalse();
    }

    @Test
    void stream_alwaysAsksForUsage() {
        assertThat(openai.sentWith("gpt-4o", "\"stream\": true").path("stream_options"))
                .isEqualTo(Wire.json("{\"include_usage\": true}"));
        assertThat(openai.sentWith("gpt-4o", """
            "stream": true, "stream_options": {"include_usage": false, "include_obfuscation": false}\
            """).path("stream_options"))
                .isEqualTo(Wire.json("{\"include_usage\": true, \"include_obfuscation\": false}"));
    }

    @Test
    void wholeAnswer_isAskedForWithoutStreamMembers() {
        JsonNode sent = openai.sentWith("gpt-4o", "\"stream\": false, \"stream_options\": {\"include_usage\": true}");
        assertThat(sent.has("stream")).isFalse();
        assertThat(sent.has("stream_options")).isFalse();
    }
}
