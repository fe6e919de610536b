package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedEmbedding;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The body of a request. */
final class EmbeddingBody {

    /** Cohere has no default for it, and what is embedded is mostly what is to be found later. */
    private static final String DEFAULT_INPUT_TYPE = "search_document";

    private static final Set<String> WISHES = Set.of("input_type", "truncate", "max_tokens", "priority");

    private final EmbeddingRequest embedding;
    private final String model;

    EmbeddingBody(RoutedEmbedding routed) {
        this.embedding = routed.embedding();
        this.model = routed.model();
    }

    /**
     * What is asked, in Cohere's words.
     *
     * @throws GatewayException if the caller gave tokens, whose numbers mean something else to every model
     */
    ObjectNode json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model);
        ArrayNode texts = body.putArray("texts");
        embedding.inputs().forEach(input -> texts.add(text(input)));
        body.put("input_type", DEFAULT_INPUT_TYPE);
        body.putArray("embedding_types").add("float");
        embedding.dimensions().ifPresent(length -> body.put("output_dimension", length));
        embedding.extras().forEach((name, value) -> wish(body, name, value));
        return body;
    }

    private static void wish(ObjectNode body, String name, JsonNode value) {
        if (WISHES.contains(name) && !value.isNull()) {
            body.set(name, value);
        }
    }

    private static String text(EmbeddingInput input) {
        return switch (input) {
            case EmbeddingInput.Text(String text) -> text;
            case EmbeddingInput.Tokens _ ->
                throw GatewayException.unsupported("input", "tokens cannot be sent to Cohere, only text");
        };
    }

    /** The names of the caller's members that Cohere has no word for. */
    SortedSet<String> dropped() {
        SortedSet<String> dropped = new TreeSet<>(embedding.members());
        dropped.remove("dimensions");
        dropped.removeAll(WISHES);
        return dropped;
    }
}
