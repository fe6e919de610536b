package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.Wishes;
import io.caravan.chat.json.Fields;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what a client asks in Gemini's words.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 */
final class ClientRequest {

    /** The wish for a stream of server-sent events. */
    static final String SSE = "sse";

    private static final Set<String> KNOWN =
            Set.of("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "stream");

    /** Extras that OpenAI has words for, and that stand under these. */
    private static final Set<String> OPENAIS = Set.of("modalities", "logprobs", "top_logprobs");

    private static final String TO_COUNT = "generateContentRequest";

    private final Fields fields;
    private final Fields config;
    private final ClientCall call;

    private ClientRequest(Fields fields, ClientCall call) {
        this.fields = fields;
        this.config = fields.inside("generationConfig");
        this.call = call;
    }

    static ChatRequest read(JsonNode body, ClientCall call) {
        return Fields.read(ClientWords.of(body), fields -> new ClientRequest(fields, call).chat());
    }

    /** A request that is not to be answered: as it would be sent, alone or inside of a member. */
    static ChatRequest readToCount(JsonNode body, ClientCall call) {
        return Fields.read(ClientWords.of(body), fields -> {
            Fields request = fields.has(TO_COUNT) ? fields.inside(TO_COUNT) : fields;
            return new ClientRequest(request, call).chat();
        });
    }

    private ChatRequest chat() {
        if (fields.has("cachedContent")) {
            fields.wrong("cachedContent", "is not supported, send the content itself");
        }
        Map<String, JsonNode> extras = ClientConfig.extras(config);
        fields.others(KNOWN).forEach((name, value) -> {
            if (!value.isNull()) {
                extras.put(name, value);
            }
        });
        return new ChatRequest(
                call.model().orElseGet(this::model),
                ClientContents.read(fields),
                new Wishes(
                        ClientConfig.sampling(config),
                        new OutputLimit(config.count("maxOutputTokens", Integer.MAX_VALUE), OptionalInt.empty()),
                        ClientConfig.format(config),
                        ClientThinking.effort(config)),
                ClientTools.read(fields),
                call.stream(),
                Map.of(),
                Optional.empty(),
                extras,
                natives(extras.keySet()));
    }

    private String model() {
        String model = ClientCall.plain(fields.required("model").strip());
        if (model.isEmpty() && fields.node("model").isTextual()) {
            fields.wrong("model", "must not be empty");
        }
        return model;
    }

    private NativeWords natives(Set<String> extras) {
        Set<String> restated = extras.contains(ClientThinking.NAME) ? Set.of(ClientThinking.NAME) : Set.of();
        Set<String> others = new HashSet<>(extras);
        others.removeAll(restated);
        others.removeAll(OPENAIS);
        return new NativeWords(restated, others, call.sse() ? Set.of(SSE) : Set.of());
    }
}
