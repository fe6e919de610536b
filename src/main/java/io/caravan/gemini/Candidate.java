package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One of the alternatives in an answer, or the next piece of it. */
record Candidate(int index, JsonNode json) {

    /** What it says; nothing if the model spent all its tokens on thinking, or was stopped. */
    List<Part> parts() {
        return json.path("content").path("parts").valueStream().map(Part::of).toList();
    }

    /** Gemini's word for why it ended, if it has. */
    Optional<String> finishReason() {
        JsonNode reason = json.path("finishReason");
        boolean ended = reason.isTextual() && !reason.asText().isEmpty();
        return ended && !reason.asText().equals("FINISH_REASON_UNSPECIFIED")
                ? Optional.of(reason.asText())
                : Optional.empty();
    }

    /** How likely its tokens were, in OpenAI's form, if that was asked for. */
    Optional<JsonNode> logprobs() {
        return TokenProbabilities.of(json.path("logprobsResult"));
    }
}
