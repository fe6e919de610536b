package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How likely the tokens of an answer were: OpenAI's {@code logprobs}. */
final class TokenProbabilities {

    private TokenProbabilities() {}

    /** The tokens of a {@code logprobsResult} with their likeliest alternatives, if it is there. */
    static Optional<JsonNode> of(JsonNode result) {
        if (!result.isObject()) {
            return Optional.empty();
        }
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ArrayNode tokens = logprobs.putArray("content");
        JsonNode chosen = result.path("chosenCandidates");
        for (int position = 0; position < chosen.size(); position++) {
            ArrayNode alternatives = write(chosen.path(position), tokens).putArray("top_logprobs");
            JsonNode top = result.path("topCandidates").path(position).path("candidates");
            top.forEach(candidate -> write(candidate, alternatives));
        }
        return Optional.of(logprobs.putNull("refusal"));
    }

    private static ObjectNode write(JsonNode candidate, ArrayNode tokens) {
        return tokens.addObject()
                .put("token", candidate.path("token").asText())
                .put("logprob", candidate.path("logProbability").asDouble())
                .putNull("bytes");
    }
}
