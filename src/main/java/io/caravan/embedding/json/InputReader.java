package io.caravan.embedding.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.json.Fields;
import io.caravan.embedding.EmbeddingInput;
import java.util.ArrayList;
import java.util.List;

/** Reads what is to be embedded: one text, one list of tokens, or a list with several of one of them. */
final class InputReader {

    private static final int MOST_INPUTS = 2048;
    private static final String NAME = "input";
    private static final String KINDS = "must be a string or a list of whole numbers";

    private final Fields fields;
    private final List<EmbeddingInput> inputs = new ArrayList<>();

    private InputReader(Fields fields) {
        this.fields = fields;
    }

    /** The pieces; what is wrong with them is noted in the fields. */
    static List<EmbeddingInput> read(Fields fields) {
        JsonNode input = fields.node(NAME);
        InputReader reader = new InputReader(fields);
        if (input.isMissingNode()) {
            fields.wrong(NAME, "is required");
        } else if (!input.isArray()) {
            reader.add(NAME, input);
        } else if (input.isEmpty()) {
            fields.wrong(NAME, "must not be empty");
        } else if (input.path(0).isNumber()) {
            reader.tokens(NAME, input);
        } else {
            reader.list(input);
        }
        return reader.inputs;
    }

    private void list(JsonNode list) {
        if (list.size() > MOST_INPUTS) {
            fields.wrong(NAME, "must not have more than " + MOST_INPUTS + " entries");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String path = NAME + "." + i;
            if (list.get(i).isArray() == list.get(0).isArray()) {
                add(path, list.get(i));
            } else {
                fields.wrong(path, "must be of the same kind as those before");
            }
        }
    }

    private void add(String path, JsonNode piece) {
        if (piece.isArray()) {
            tokens(path, piece);
        } else if (!piece.isTextual()) {
            fields.wrong(path, KINDS);
        } else if (piece.textValue().isEmpty()) {
            fields.wrong(path, "must not be an empty string");
        } else {
            inputs.add(new EmbeddingInput.Text(piece.textValue()));
        }
    }

    private void tokens(String path, JsonNode list) {
        List<Integer> tokens = new ArrayList<>(list.size());
        for (JsonNode token : list) {
            if (!token.isIntegralNumber() || !token.canConvertToInt() || token.intValue() < 0) {
                fields.wrong(path + "." + tokens.size(), "must be the number of a token");
                return;
            }
            tokens.add(token.intValue());
        }
        if (tokens.isEmpty()) {
            fields.wrong(path, "must not be empty");
        } else {
            inputs.add(new EmbeddingInput.Tokens(tokens));
        }
    }
}
