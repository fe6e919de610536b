package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** OpenAI's chat completions, from OpenAI or from Azure. */
final class OpenAiVoice implements Voice {

    private static final List<String> FILTERS = List.of("hate", "self_harm", "sexual", "violence");

    private final boolean azure;

    private OpenAiVoice(boolean azure) {
        this.azure = azure;
    }

    static OpenAiVoice ofOpenAi() {
        return new OpenAiVoice(false);
    }

    /** The voice that tells what Azure's filters found, too. */
    static OpenAiVoice ofAzure() {
        return new OpenAiVoice(true);
    }

    /** Whether the filters are told of. */
    boolean azure() {
        return azure;
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        head(head, "chat.completion", json);
        json.writeArrayFieldStart("choices");
        choice(script, head, json);
        json.writeEndArray();
        usage(script.usage(), json);
        if (azure) {
            promptFilters(json);
        }
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

    private void choice(Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", script.calls().isEmpty() ? script.text() : null);
        if (!script.thoughts().isEmpty()) {
            // OpenAI itself keeps thoughts to itself; DeepSeek and others in its format tell them so.
            json.writeStringField("reasoning_content", script.thought());
        }
        if (!script.calls().isEmpty()) {
            calls(script, head, json);
        }
        json.writeNullField("refusal");
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", script.finish().wireName());
        if (azure) {
            filters(json);
        }
        json.writeEndObject();
    }

    /** What the filters found in the prompt: nothing. */
    static void promptFilters(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("prompt_filter_results");
        json.writeStartObject();
        json.writeNumberField("prompt_index", 0);
        filters(json);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** What the filters found: nothing. */
    static void filters(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("content_filter_results");
        for (String filter : FILTERS) {
            json.writeObjectFieldStart(filter);
            json.writeBooleanField("filtered", false);
            json.writeStringField("severity", "safe");
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void calls(Script script, Head head, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (Script.Call call : script.calls()) {
            json.writeStartObject();
            call(call, call.arguments(), head, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The members of a call. */
    static void call(Script.Call call, String arguments, Head head, JsonGenerator json) throws IOException {
        json.writeStringField("id", call.id("call_", head));
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.tool());
        json.writeStringField("arguments", arguments);
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
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        if (azure && trouble.status() != 400) {
            // Azure's own errors, which do not come from the model, have but these two.
            json.writeStringField("code", String.valueOf(trouble.status()));
            json.writeStringField("message", trouble.message());
        } else {
            json.writeStringField("message", trouble.message());
            json.writeStringField("type", type(trouble.status()));
            json.writeStringField("param", trouble.parameter().orElse(null));
            json.writeStringField("code", code(trouble.status()).orElse(null));
        }
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
