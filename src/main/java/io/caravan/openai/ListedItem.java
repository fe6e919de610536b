package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ToldFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A model in a list, of which each provider tells in members of its own. No two of them mean different things by the same
 * member.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/list-available-models">OpenRouter</a>
 * @see <a href="https://docs.mistral.ai/api/#tag/models">Mistral</a>
 * @see <a href="https://docs.together.ai/reference/models-1">Together</a>
 * @see <a href="https://console.groq.com/docs/models">Groq</a>
 */
record ListedItem(JsonNode json) {

    /** Kinds of models, and parts of such words, that cannot chat; {@code language} and {@code code} only complete. */
    private static final Set<String> OTHER_KINDS = Set.of("language", "code", "image", "audio", "video", "tts");

    private static final List<String> OTHER_PARTS = List.of(
            "embed",
            "rerank",
            "moderat",
            "transcri",
            "speech",
            "to-image",
            "to-video",
            "2image",
            "2video",
            "imagegen",
            "videogen");

    private static final List<String> KINDS = List.of("type", "model_type", "domain");
    /** What ARK says of a model that no longer answers. */
    private static final String GONE = "Shutdown";

    private static final List<String> REFUSALS =
            List.of("/active", "/supports_chat", "/capabilities/completion_chat", "/capabilities/chat_completion");

    private static final List<String> CONTEXT = List.of(
            "/context_length",
            "/context_window",
            "/max_context_length",
            "/max_model_len",
            "/token_limits/context_window",
            "/top_provider/context_length");

    private static final List<String> OUTPUT = List.of(
            "/top_provider/max_completion_tokens",
            "/max_completion_tokens",
            "/max_output_tokens",
            "/token_limits/max_output_token_length");

    /** Whether it has a name and is not said to be for something else than chat. */
    boolean chats() {
        return json.path("id").isTextual()
                && !json.path("id").textValue().isBlank()
                && REFUSALS.stream().noneMatch(this::denied)
                && !json.path("status").asText().equals(GONE)
                && KINDS.stream().noneMatch(this::other)
                && writes();
    }

    private boolean denied(String pointer) {
        JsonNode flag = json.at(pointer);
        return flag.isBoolean() && !flag.booleanValue();
    }

    private boolean other(String member) {
        String kind = json.path(member).asText().toLowerCase(Locale.ROOT);
        return OTHER_KINDS.contains(kind) || OTHER_PARTS.stream().anyMatch(kind::contains);
    }

    private boolean writes() {
        JsonNode output = modalities("output_modalities");
        return !output.isArray() || ToldFacts.has(output, "text");
    }

    private JsonNode modalities(String member) {
        return Optional.of(json.path("architecture").path(member))
                .filter(JsonNode::isArray)
                .or(() -> Optional.of(json.path("modalities").path(member)).filter(JsonNode::isArray))
                .orElseGet(() -> json.path(member));
    }

    ListedModel model() {
        return new ListedModel(json.path("id").textValue(), facts());
    }

    private ModelFacts facts() {
        ToldFacts told = new ToldFacts(json.path("id").textValue());
        told.called(json.path("display_name")).called(json.path("name"));
        CONTEXT.forEach(pointer -> told.takes(json.at(pointer)));
        OUTPUT.forEach(pointer -> told.gives(json.at(pointer)));
        flags(told);
        parameters(told, json.path("supported_parameters"));
        inputs(told, modalities("input_modalities"));
        return told.facts();
    }

    private void flags(ToldFacts told) {
        JsonNode capabilities = json.path("capabilities");
        told.can(Ability.TOOLS, capabilities.path("function_calling"))
                .can(Ability.IMAGES, capabilities.path("vision"))
                .can(Ability.REASONING, capabilities.path("reasoning"))
                .can(Ability.AUDIO, capabilities.path("audio"))
                .can(Ability.TOOLS, json.path("supports_tools"))
                .can(Ability.IMAGES, json.path("supports_image_input"))
                .can(Ability.IMAGES, json.path("supports_image_in"))
                .can(Ability.REASONING, json.path("supports_reasoning"))
                .can(Ability.TOOLS, json.at("/features/tools/function_calling"))
                .can(Ability.STRUCTURED_OUTPUT, json.at("/features/structured_outputs/json_schema"));
        if (json.at("/token_limits/max_reasoning_token_length").asLong() > 0) {
            told.can(Ability.REASONING, true);
        }
    }

    private static void parameters(ToldFacts told, JsonNode parameters) {
        told.can(Ability.TOOLS, parameters, "tools")
                .can(Ability.STRUCTURED_OUTPUT, parameters, "structured_outputs")
                .can(Ability.REASONING, parameters, "reasoning");
    }

    private static void inputs(ToldFacts told, JsonNode modalities) {
        told.can(Ability.IMAGES, modalities, "image").can(Ability.AUDIO, modalities, "audio");
        if (ToldFacts.has(modalities, "file")) {
            told.can(Ability.DOCUMENTS, true);
        }
    }
}
