package io.caravan.chat.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The pieces of JSON that whole answers and chunks have in common. */
final class ChatJson {

    private ChatJson() {}

    static void extras(JsonGenerator json, Map<String, JsonNode> extras) throws IOException {
        for (Map.Entry<String, JsonNode> extra : extras.entrySet()) {
            json.writeFieldName(extra.getKey());
            json.writeTree(extra.getValue());
        }
    }

    static void thinkingBlocks(JsonGenerator json, List<JsonNode> blocks) throws IOException {
        if (!blocks.isEmpty()) {
            json.writeArrayFieldStart("thinking_blocks");
            for (JsonNode block : blocks) {
                json.writeTree(block);
            }
            json.writeEndArray();
        }
    }

    static void toolCalls(JsonGenerator json, List<ToolCall> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            extras(json, call.extras());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void toolCallDeltas(JsonGenerator json, List<ToolCallDelta> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCallDelta call : calls) {
            json.writeStartObject();
            json.writeNumberField("index", call.index());
            if (call.id().isPresent()) {
                json.writeStringField("id", call.id().get());
                json.writeStringField("type", "function");
            }
            json.writeObjectFieldStart("function");
            if (call.name().isPresent()) {
                json.writeStringField("name", call.name().get());
            }
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            extras(json, call.extras());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void usage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.promptTokens());
        json.writeNumberField("completion_tokens", usage.completionTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", usage.cachedTokens());
        json.writeNumberField("cache_write_tokens", usage.cacheWriteTokens());
        if (usage.cacheWriteHourTokens() > 0) {
            json.writeNumberField("cache_write_hour_tokens", usage.cacheWriteHourTokens());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", usage.reasoningTokens());
        json.writeEndObject();
        CostJson.write(json, usage);
        json.writeEndObject();
    }
}
