package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How likely the tokens of an answer were, from OpenAI's {@code logprobs} to Gemini's {@code logprobsResult}. */
final class ClientProbabilities {

    private ClientProbabilities() {}

    static ObjectNode of(JsonNode logprobs) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode top = result.putArray("topCandidates");
        ArrayNode chosen = result.putArray("chosenCandidates");
        for (JsonNode token : logprobs.path("content")) {
            write(token, chosen);
            ArrayNode candidates = top.addObject().putArray("candidates");
            token.path("top_logprobs").forEach(candidate -> write(candidate, candidates));
        }
        return result;
    }

    private static void write(JsonNode token, ArrayNode candidates) {
        candidates
                .addObject()
                .put("token", token.path("token").asText())
                .put("logProbability", token.path("logprob").asDouble());
    }
}
