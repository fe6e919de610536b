package io.caravan.embedding.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.caravan.embedding.Vector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads JSON with millions of numbers into a tree in which a list of numbers is one node, so that a vector takes no
 * more room than its numbers.
 */
public final class VectorTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_NODES = 1_000_000;
    private static final int USUAL_LENGTH = 1536;

    private final ObjectMapper json;

    public VectorTree(ObjectMapper json) {
        this.json = json.copy();
        StreamReadConstraints constraints = json.getFactory().streamReadConstraints();
        this.json
                .getFactory()
                .setStreamReadConstraints(
                        constraints.rebuild().maxTokenCount(-1).build());
    }

    /**
     * The tree, or a missing node if there is nothing to read.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
     */
    public JsonNode read(byte[] body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            JsonToken first = parser.nextToken();
            return first == null ? MissingNode.getInstance() : new Reader(parser).value(first);
        }
    }

    /** The vector that a node of such a tree is: a list of numbers, or base64. */
    public static Optional<Vector> vector(JsonNode node) {
        if (node instanceof POJONode pojo && pojo.getPojo() instanceof Vector vector) {
            return Optional.of(vector);
        }
        return node.isTextual() && !node.textValue().isEmpty() ? packed(node.textValue()) : Optional.empty();
    }

    private static Optional<Vector> packed(String base64) {
        try {
            return Optional.of(new Vector.Packed(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The tree of one body, so far. */
    private final class Reader {

        private final JsonParser parser;
        private int nodes;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        JsonNode value(JsonToken first) throws IOException {
            if (++nodes > MOST_NODES) {
                throw new StreamConstraintsException("more than " + MOST_NODES + " values");
            }
            return switch (first) {
                case START_OBJECT -> object();
                case START_ARRAY -> list();
                default -> json.readTree(parser);
            };
        }

        private JsonNode object() throws IOException {
            ObjectNode object = NODES.objectNode();
            for (JsonToken name = next(); name != JsonToken.END_OBJECT; name = next()) {
                object.set(parser.currentName(), value(next()));
            }
            return object;
        }

        private JsonNode list() throws IOException {
            JsonToken item = next();
            if (item.isNumeric()) {
                return NODES.pojoNode(numbers());
            }
            ArrayNode list = NODES.arrayNode();
            for (; item != JsonToken.END_ARRAY; item = next()) {
                list.add(value(item));
            }
            return list;
        }

        private Vector numbers() throws IOException {
            double[] numbers = new double[USUAL_LENGTH];
            int length = 0;
            for (JsonToken item = parser.currentToken(); item != JsonToken.END_ARRAY; item = next()) {
                if (!item.isNumeric()) {
                    throw new JsonParseException(parser, "a list of numbers has something else in it");
                }
                if (length == numbers.length) {
                    numbers = Arrays.copyOf(numbers, length * 2);
                }
                numbers[length++] = parser.getDoubleValue();
            }
            return new Vector.Numbers(length == numbers.length ? numbers : Arrays.copyOf(numbers, length));
        }

        private JsonToken next() throws IOException {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonParseException(parser, "it ends too early");
            }
            return token;
        }
    }
}
