package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Cohere's chat and embed, version 2. */
final class CohereVoice implements Voice {

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", head.id());
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        if (script.calls().isEmpty()) {
            content(script, json);
        } else {
            plan(script, json);
            json.writeArrayFieldStart("tool_calls");
            for (Script.Call call : script.calls()) {
                json.writeStartObject();
                OpenAiVoice.call(call, call.arguments(), head, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        end(script, json);
        json.writeEndObject();
    }

    private static void content(Script script, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("content");
        if (!script.thoughts().isEmpty()) {
            block("thinking", script.thought(), json);
        }
        if (!script.words().isEmpty()) {
            block("text", script.text(), json);
        }
        json.writeEndArray();
    }

    /** What it thinks before it calls tools is its plan. */
    private static void plan(Script script, JsonGenerator json) throws IOException {
        if (!script.thoughts().isEmpty()) {
            json.writeStringField("tool_plan", script.thought());
        }
    }

    /** A block of the content, which has its text under the name of its type. */
    static void block(String type, String text, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField(type, text);
        json.writeEndObject();
    }

    /** The members with which an answer ends. */
    static void end(Script script, JsonGenerator json) throws IOException {
        json.writeStringField("finish_reason", reason(script));
        Usage usage = script.usage();
        json.writeObjectFieldStart("usage");
        tokens("billed_units", usage, json);
        tokens("tokens", usage, json);
        json.writeNumberField("cached_tokens", 0);
        json.writeEndObject();
    }

    private static void tokens(String name, Usage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("input_tokens", usage.promptTokens());
        json.writeNumberField("output_tokens", usage.completionTokens());
        json.writeEndObject();
    }

    private static String reason(Script script) {
        return switch (script.finish()) {
            case LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS, FUNCTION_CALL -> "TOOL_CALL";
            case STOP, CONTENT_FILTER -> script.stop().isPresent() ? "STOP_SEQUENCE" : "COMPLETE";
        };
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new CohereRecital(this, script, head, events);
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "simulator");
        json.writeStringField("message", trouble.message());
        json.writeEndObject();
    }

    /** Writes vectors, once for each type that is asked for. */
    static void embeddings(String id, List<String> texts, List<String> types, int dimensions, JsonGenerator json)
            throws IOException {
        List<Vector> vectors =
                texts.stream().map(text -> Vector.of(text, dimensions)).toList();
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeObjectFieldStart("embeddings");
        for (String type : types) {
            json.writeArrayFieldStart(type);
            for (Vector vector : vectors) {
                vector(type, vector, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("texts");
        for (String text : texts) {
            json.writeString(Tokens.wellFormed(text));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("meta");
        json.writeObjectFieldStart("billed_units");
        json.writeNumberField(
                "input_tokens", texts.stream().mapToInt(Tokens::count).sum());
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("response_type", "embeddings_by_type");
        json.writeEndObject();
    }

    private static void vector(String type, Vector vector, JsonGenerator json) throws IOException {
        switch (type) {
            case "base64" -> json.writeString(Base64.getEncoder().encodeToString(vector.bytes()));
            case "int8" -> {
                json.writeStartArray();
                for (float value : vector.values()) {
                    json.writeNumber(Math.round(value * Byte.MAX_VALUE));
                }
                json.writeEndArray();
            }
            default -> vector.write(json);
        }
    }
}
