package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.OptionalInt;

/** Anthropic's messages. */
final class AnthropicVoice implements Voice {

    @Override
    public String idPrefix() {
        return "msg_";
    }

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        head(head, json);
        json.writeArrayFieldStart("content");
        AnthropicBlocks.of(script, head, json);
        json.writeEndArray();
        stop(script, json);
        usage(script.usage(), json);
        json.writeEndObject();
    }

    /** The members with which a message begins. */
    static void head(Head head, JsonGenerator json) throws IOException {
        json.writeStringField("id", head.id());
        json.writeStringField("type", "message");
        json.writeStringField("role", "assistant");
        json.writeStringField("model", head.model());
    }

    /** Why the answer ended, as the two members that tell it. */
    static void stop(Script script, JsonGenerator json) throws IOException {
        json.writeStringField("stop_reason", reason(script));
        json.writeStringField("stop_sequence", script.stop().orElse(null));
    }

    private static String reason(Script script) {
        return switch (script.finish()) {
            case LENGTH -> "max_tokens";
            case TOOL_CALLS, FUNCTION_CALL -> "tool_use";
            case STOP, CONTENT_FILTER -> script.stop().isPresent() ? "stop_sequence" : "end_turn";
        };
    }

    private static void usage(Usage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("usage");
        input(usage, json);
        json.writeObjectFieldStart("cache_creation");
        json.writeNumberField("ephemeral_5m_input_tokens", 0);
        json.writeNumberField("ephemeral_1h_input_tokens", 0);
        json.writeEndObject();
        output(usage, json);
        json.writeStringField("service_tier", "standard");
        json.writeEndObject();
    }

    static void input(Usage usage, JsonGenerator json) throws IOException {
        json.writeNumberField("input_tokens", usage.promptTokens());
        json.writeNumberField("cache_creation_input_tokens", 0);
        json.writeNumberField("cache_read_input_tokens", 0);
    }

    static void output(Usage usage, JsonGenerator json) throws IOException {
        json.writeNumberField("output_tokens", usage.completionTokens());
        if (usage.reasoningTokens() > 0) {
            json.writeObjectFieldStart("output_tokens_details");
            json.writeNumberField("thinking_tokens", usage.reasoningTokens());
            json.writeEndObject();
        }
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new AnthropicRecital(this, script, head, events);
    }

    @Override
    public Trouble interruption() {
        return Trouble.simulated(529, OptionalInt.empty());
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "error");
        json.writeObjectFieldStart("error");
        json.writeStringField("type", type(trouble.status()));
        json.writeStringField("message", trouble.message());
        json.writeEndObject();
        json.writeStringField("request_id", "req_simulator");
        json.writeEndObject();
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
