package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** OpenAI's chat completions. */
final class OpenAiVoice implements Voice {

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        head(head, "chat.completion", json);
        json.writeArrayFieldStart("choices");
        choice(script, json);
        json.writeEndArray();
        usage(script.usage(), json);
        json.writeStringField("service_tier", "default");
        json.writeStringField("system_fingerprint", "fp_simulator");
        json.writeEndObject();
    }

    static void head(Head head, String object, JsonGenerator json) throws IOException {
        json.writeStringField("id", head.id());
        json.writeStringField("object", object);
        json.writeNumberField("created", head.created());
        json.writeStringField("model", head.model());
    }

    private static void choice(Script script, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", script.text());
        if (!script.thoughts().isEmpty()) {
            // OpenAI itself keeps thoughts to itself; DeepSeek and others in its format tell them so.
            json.writeStringField("reasoning_content", script.thought());
        }
        json.writeNullField("refusal");
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", script.finish().wireName());
        json.writeEndObject();
    }

    static void usage(Usage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.promptTokens());
        json.writeNumberField("completion_tokens", usage.completionTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", 0);
        json.writeNumberField("audio_tokens", 0);
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", usage.reasoningTokens());
        json.writeNumberField("audio_tokens", 0);
        json.writeNumberField("accepted_prediction_tokens", 0);
        json.writeNumberField("rejected_prediction_tokens", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new OpenAiRecital(this, script, head, events, question.usage());
    }

    @Override
    public Trouble interruption() {
        return Trouble.simulated(500, OptionalInt.empty());
    }

    @Override
    public boolean sendsRetryAfter() {
        return true;
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeStringField("message", trouble.message());
        json.writeStringField("type", type(trouble.status()));
        json.writeStringField("param", trouble.parameter().orElse(null));
        json.writeStringField("code", code(trouble.status()).orElse(null));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String type(int status) {
        return switch (status) {
            case 429 -> "requests";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static Optional<String> code(int status) {
        return switch (status) {
            case 401 -> Optional.of("invalid_api_key");
            case 404 -> Optional.of("model_not_found");
            case 429 -> Optional.of("rate_limit_exceeded");
            default -> Optional.empty();
        };
    }
}
