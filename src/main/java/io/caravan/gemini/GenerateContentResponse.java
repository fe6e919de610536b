package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Redaction;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A whole answer of Gemini's, or one event of a stream. */
record GenerateContentResponse(RoutedRequest routed, JsonNode json) {

    /** More candidates than Gemini ever makes. */
    private static final int MOST_CANDIDATES = 128;

    private static final int OK = 200;

    /**
     * The answer that this JSON is.
     *
     * @throws GatewayException if it is an error, or no answer of any kind
     */
    static GenerateContentResponse of(RoutedRequest routed, JsonNode body, GeminiFailures failures) {
        JsonNode json = body.isArray() && body.size() == 1 ? body.get(0) : body;
        if (json.hasNonNull("error")) {
            throw failures.of(new UpstreamFailure(routed, OK, Map.of(), json));
        }
        if (!json.isObject()) {
            throw senseless(routed, "answered something that is no answer");
        }
        return new GenerateContentResponse(routed, json);
    }

    /** A failure for an answer that makes no sense. */
    static GatewayException senseless(Routed routed, String what) {
        String message = Redaction.of(routed.provider().id() + " " + what, routed.provider());
        return new GatewayException(ErrorCode.BAD_ANSWER, message)
                .at(routed.origin().withStatus(OK));
    }

    /** The alternatives; the index of the first is most often left out. */
    List<Candidate> candidates() {
        JsonNode candidates = json.path("candidates");
        List<Candidate> read = new ArrayList<>(candidates.size());
        for (JsonNode candidate : candidates) {
            int index = candidate.path("index").asInt(read.size());
            if (index < 0 || index >= MOST_CANDIDATES) {
                throw senseless(routed, "answered a candidate number " + index);
            }
            read.add(new Candidate(index, candidate));
        }
        return read;
    }

    /** Why the prompt was refused, if it was. */
    Optional<String> blockReason() {
        JsonNode reason = json.path("promptFeedback").path("blockReason");
        return reason.isTextual() && !reason.asText().isEmpty() ? Optional.of(reason.asText()) : Optional.empty();
    }

    Optional<Usage> usage() {
        return UsageMetadata.of(json.path("usageMetadata"));
    }

    /** The answer's id, the time of now and the model, the id made up if Gemini gives none. */
    ChatStream.Head head(InstantSource clock) {
        String id = text("responseId").orElseGet(() -> "chatcmpl-" + UUID.randomUUID());
        String model = text("modelVersion").orElse(routed.chat().model());
        return new ChatStream.Head(id, clock.instant().getEpochSecond(), model);
    }

    private Optional<String> text(String name) {
        return Optional.of(json.path(name).asText()).filter(text -> !text.isEmpty());
    }
}
