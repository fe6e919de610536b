package io.caravan.gemini;

import static io.caravan.gemini.GenerateContentRequest.extension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;

/** How an answer is to be made: {@code generationConfig}, holding only what the caller asked for. */
final class GenerationConfig {

    /** More are answered with 400. */
    private static final int MOST_STOP_SEQUENCES = 5;

    private final ObjectNode config = JsonNodeFactory.instance.objectNode();

    private GenerationConfig() {}

    static ObjectNode of(ChatRequest chat, ModelFamily family) {
        GenerationConfig made = new GenerationConfig();
        made.sampling(chat.sampling());
        made.stop(chat.sampling().stop());
        chat.limit().tokens().ifPresent(tokens -> made.config.put("maxOutputTokens", tokens));
        made.extensions(chat.extras());
        chat.responseFormat().ifPresent(format -> made.responseFormat(format, family));
        made.thinking(chat, family);
        return made.config;
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(value -> config.put("temperature", value));
        sampling.topP().ifPresent(value -> config.put("topP", value));
        sampling.n().ifPresent(value -> config.put("candidateCount", value));
        sampling.seed().ifPresent(value -> config.put("seed", value));
        sampling.presencePenalty().ifPresent(value -> config.put("presencePenalty", value));
        sampling.frequencyPenalty().ifPresent(value -> config.put("frequencyPenalty", value));
    }

    private void stop(List<String> stop) {
        if (stop.size() > MOST_STOP_SEQUENCES) {
            throw GatewayException.unsupported("stop", "Gemini takes at most " + MOST_STOP_SEQUENCES + " sequences");
        }
        if (!stop.isEmpty()) {
            ArrayNode sequences = config.putArray("stopSequences");
            stop.forEach(sequences::add);
        }
    }

    private void extensions(Map<String, JsonNode> extras) {
        extension(extras, "top_k", "topK").ifPresent(value -> config.set("topK", value));
        extension(extras, "logprobs").ifPresent(value -> config.set("responseLogprobs", value));
        extension(extras, "top_logprobs").ifPresent(value -> config.set("logprobs", value));
    }

    private void responseFormat(ResponseFormat format, ModelFamily family) {
        switch (format) {
            case ResponseFormat.Text _ -> {
                // Text is what Gemini answers anyway.
            }
            case ResponseFormat.JsonObject _ -> config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema wanted -> {
                config.put("responseMimeType", "application/json");
                schema(wanted.schema(), family);
            }
        }
    }

    private void schema(JsonNode schema, ModelFamily family) {
        switch (family.schemaForm()) {
            case JSON_SCHEMA -> config.set("responseJsonSchema", schema);
            case OPEN_API -> config.set("responseSchema", OpenApiSchema.of(schema));
        }
    }

    private void thinking(ChatRequest chat, ModelFamily family) {
        extension(chat.extras(), "thinking_config", "thinkingConfig")
                .or(() -> chat.reasoningEffort()
                        .flatMap(effort -> family.thinking().config(effort)))
                .ifPresent(thinking -> config.set("thinkingConfig", thinking));
    }
}
