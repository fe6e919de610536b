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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How an answer is to be made: {@code generationConfig}, holding only what the caller asked for. */
final class GenerationConfig {

    /** More are answered with 400. */
    private static final int MOST_STOP_SEQUENCES = 5;

    private final ObjectNode config = JsonNodeFactory.instance.objectNode();

    private GenerationConfig() {}

    /**
     * The configuration for a request.
     *
     * @param format the form of the answer, unless it is told elsewhere
     */
    static ObjectNode of(ChatRequest chat, ModelFamily family, Optional<ResponseFormat> format) {
        GenerationConfig made = new GenerationConfig();
        made.sampling(chat.sampling());
        made.stop(chat.sampling().stop());
        chat.limit().tokens().ifPresent(tokens -> made.config.put("maxOutputTokens", tokens));
        made.extensions(chat.extras());
        format.ifPresent(wanted -> AnswerForm.writeTo(made.config, wanted, family));
        made.thinking(chat, family);
        made.pictures(chat, family);
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
        extension(extras, "modalities").ifPresent(this::modalities);
        extension(extras, "speech_config", "speechConfig").ifPresent(value -> config.set("speechConfig", value));
        extension(extras, "image_config", "imageConfig").ifPresent(value -> config.set("imageConfig", value));
    }

    private void modalities(JsonNode modalities) {
        if (!modalities.isArray() || !modalities.valueStream().allMatch(JsonNode::isTextual)) {
            throw GatewayException.invalid("modalities", "must be a list of strings");
        }
        ArrayNode words = config.putArray("responseModalities");
        modalities.forEach(modality -> words.add(modality.asText().toUpperCase(Locale.ROOT)));
    }

    private void pictures(ChatRequest chat, ModelFamily family) {
        extension(chat.extras(), "media_resolution", "mediaResolution")
                .or(() -> PictureDetail.of(chat.messages())
                        .filter(_ -> family.jsonSchema())
                        .map(PictureDetail::resolution))
                .ifPresent(resolution -> config.set("mediaResolution", resolution));
    }

    private void thinking(ChatRequest chat, ModelFamily family) {
        extension(chat.extras(), "thinking_config", "thinkingConfig")
                .or(() -> chat.reasoningEffort()
                        .flatMap(effort -> family.thinking().config(effort)))
                .ifPresent(thinking -> config.set("thinkingConfig", thinking));
    }
}
