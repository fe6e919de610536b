package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import java.io.IOException;
import java.util.OptionalInt;

/** Gemini's generateContent. */
final class GeminiVoice implements Voice {

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("candidates");
        json.writeStartObject();
        if (script.length() > 0) {
            content(script, head, json);
        }
        json.writeStringField("finishReason", reason(script));
        json.writeNumberField("index", 0);
        json.writeEndObject();
        json.writeEndArray();
        usage(
                script,
                script.thoughts().size(),
                script.length() - script.thoughts().size(),
                json);
        foot(head, json);
        json.writeEndObject();
    }

    private static void content(Script script, Head head, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("content");
        json.writeArrayFieldStart("parts");
        if (!script.thoughts().isEmpty()) {
            part(script.thought(), true, json);
        }
        if (!script.words().isEmpty()) {
            part(script.text(), false, json);
        }
        for (Script.Call call : script.calls()) {
            if (call.whole()) {
                call(call, head, json);
            }
        }
        json.writeEndArray();
        json.writeStringField("role", "model");
        json.writeEndObject();
    }

    static void part(String text, boolean thought, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        if (thought) {
            json.writeBooleanField("thought", true);
        }
        json.writeEndObject();
    }

    /** A call, whole; the first of an answer is signed. */
    static void call(Script.Call call, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("functionCall");
        json.writeStringField("id", call.id("", head));
        json.writeStringField("name", call.tool());
        json.writeFieldName("args");
        json.writeRawValue(call.arguments());
        json.writeEndObject();
        if (call.index() == 0) {
            json.writeStringField("thoughtSignature", Signature.of(call.tool()));
        }
        json.writeEndObject();
    }

    static String reason(Script script) {
        return script.finish() == FinishReason.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    /** The tokens so far. */
    static void usage(Script script, int thoughts, int words, JsonGenerator json) throws IOException {
        int prompt = script.usage().promptTokens();
        json.writeObjectFieldStart("usageMetadata");
        json.writeNumberField("promptTokenCount", prompt);
        if (words > 0) {
            json.writeNumberField("candidatesTokenCount", words);
        }
        json.writeNumberField("totalTokenCount", prompt + thoughts + words);
        json.writeArrayFieldStart("promptTokensDetails");
        json.writeStartObject();
        json.writeStringField("modality", "TEXT");
        json.writeNumberField("tokenCount", prompt);
        json.writeEndObject();
        json.writeEndArray();
        if (thoughts > 0) {
            json.writeNumberField("thoughtsTokenCount", thoughts);
        }
        json.writeEndObject();
    }

    /** The members with which an answer ends. */
    static void foot(Head head, JsonGenerator json) throws IOException {
        json.writeStringField("modelVersion", head.model());
        json.writeStringField("responseId", head.id());
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new GeminiRecital(this, script, head, events);
    }

    @Override
    public Trouble interruption() {
        return Trouble.simulated(503, OptionalInt.empty());
    }

    /** Not so: Gemini tells it in the body. */
    @Override
    public boolean sendsRetryAfter() {
        return false;
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", trouble.status());
        json.writeStringField("message", trouble.message());
        json.writeStringField("status", word(trouble.status()));
        if (trouble.retryAfter().isPresent()) {
            details(trouble.retryAfter().getAsInt(), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void details(int retryAfter, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("details");
        json.writeStartObject();
        json.writeStringField("@type", "type.googleapis.com/google.rpc.RetryInfo");
        json.writeStringField("retryDelay", retryAfter + "s");
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503, 529 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
