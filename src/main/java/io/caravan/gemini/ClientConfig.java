package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.chat.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how a client wants its answer made.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#generationconfig">GenerationConfig</a>
 */
final class ClientConfig {

    private static final int MOST_CANDIDATES = 128;
    private static final int MOST_STOPS = 16;
    private static final String MODALITIES = "responseModalities";
    private static final Set<String> KNOWN = Set.of(
            "temperature",
            "topP",
            "topK",
            "candidateCount",
            "maxOutputTokens",
            "stopSequences",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            MODALITIES,
            "responseLogprobs",
            "logprobs");

    private ClientConfig() {}

    static Sampling sampling(Fields config) {
        return new Sampling(
                config.number("temperature", 0, 2),
                config.number("topP", 0, 1),
                config.count("candidateCount", MOST_CANDIDATES),
                config.whole("seed"),
                config.number("presencePenalty", -2, 2),
                config.number("frequencyPenalty", -2, 2),
                config.texts("stopSequences", MOST_STOPS));
    }

    static Optional<ResponseFormat> format(Fields config) {
        JsonNode schema = config.inside("responseJsonSchema").object();
        JsonNode openApi = config.inside("responseSchema").object();
        if (schema.isObject() || openApi.isObject()) {
            JsonNode plain = schema.isObject() ? schema : ClientSchema.of(openApi);
            return Optional.of(new ResponseFormat.JsonSchema("answer", Optional.empty(), plain, Optional.empty()));
        }
        return switch (config.text("responseMimeType").orElse("")) {
            case "", "text/plain" -> Optional.empty();
            case "application/json" -> Optional.of(new ResponseFormat.JsonObject());
            default -> {
                config.wrong("responseMimeType", "must be text/plain or application/json");
                yield Optional.empty();
            }
        };
    }

    /** What has no canonical place, under Gemini's names but for what is known by another. */
    static Map<String, JsonNode> extras(Fields config) {
        Map<String, JsonNode> extras = config.others(KNOWN);
        extras.values().removeIf(JsonNode::isNull);
        config.any("topK").ifPresent(value -> extras.put("top_k", value));
        config.flag("responseLogprobs").ifPresent(wanted -> extras.put("logprobs", BooleanNode.valueOf(wanted)));
        config.whole("logprobs").ifPresent(most -> extras.put("top_logprobs", LongNode.valueOf(most)));
        List<String> modalities = config.texts(MODALITIES, Integer.MAX_VALUE).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        if (!modalities.isEmpty() && !modalities.equals(List.of("text"))) {
            ArrayNode words = JsonNodeFactory.instance.arrayNode();
            modalities.forEach(words::add);
            extras.put("modalities", words);
        }
        return extras;
    }
}
