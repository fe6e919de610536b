package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedEmbedding;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The body of a request: for every text a request of its own, all with the same wishes. */
final class EmbeddingBody {

    /** Gemini's further wishes, by the names under which callers may write them. */
    private static final Map<String, String> WISHES = Map.of(
            "task_type", "taskType",
            "taskType", "taskType",
            "title", "title");

    private final RoutedEmbedding routed;

    EmbeddingBody(RoutedEmbedding routed) {
        this.routed = routed;
    }

    /**
     * What is asked, in Gemini's words.
     *
     * @throws GatewayException if the caller gave tokens, whose numbers mean something else to every model
     */
    ObjectNode json() {
        EmbeddingRequest embedding = routed.embedding();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode requests = body.putArray("requests");
        for (EmbeddingInput input : embedding.inputs()) {
            request(requests.addObject(), text(input));
        }
        return body;
    }

    private void request(ObjectNode request, String text) {
        request.put("model", "models/" + routed.model());
        request.putObject("content").putArray("parts").addObject().put("text", text);
        routed.embedding().extras().forEach((name, value) -> wish(request, name, value));
        routed.embedding().dimensions().ifPresent(length -> request.put("outputDimensionality", length));
    }

    private static void wish(ObjectNode request, String name, JsonNode value) {
        String wireName = WISHES.get(name);
        if (wireName != null) {
            request.set(wireName, value);
        }
    }

    private static String text(EmbeddingInput input) {
        return switch (input) {
            case EmbeddingInput.Text(String text) -> text;
            case EmbeddingInput.Tokens _ ->
                throw GatewayException.unsupported("input", "tokens cannot be sent to Gemini, only text");
        };
    }

    /** The names of the caller's members that Gemini has no word for. */
    SortedSet<String> dropped() {
        SortedSet<String> dropped = new TreeSet<>(routed.embedding().members());
        dropped.remove("dimensions");
        dropped.removeAll(WISHES.keySet());
        return dropped;
    }
}
