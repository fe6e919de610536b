package io.caravan.embedding;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Pieces of text of each of which a vector is wanted.
 *
 * @param model the name the caller used, prefix included
 * @param inputs at least one
 * @param encodingFormat how the caller wants its vectors written
 * @param dimensions the length that the vectors shall have
 * @param extras members that Caravan gives no meaning; they reach OpenAI-compatible providers unchanged
 */
public record EmbeddingRequest(
        String model,
        List<EmbeddingInput> inputs,
        Optional<EncodingFormat> encodingFormat,
        OptionalInt dimensions,
        Optional<String> user,
        Map<String, JsonNode> extras) {

    public EmbeddingRequest {
        requireNonNull(model, "model is null");
        inputs = List.copyOf(inputs);
        extras = Map.copyOf(extras);
    }

    /** How vectors are written for this caller. */
    public EncodingFormat encoding() {
        return encodingFormat.orElse(EncodingFormat.FLOAT);
    }

    /**
     * The wire names of the members that the caller gave and that a provider has to know, which are all but
     * {@code model}, {@code input} and {@code encoding_format}.
     */
    public SortedSet<String> members() {
        SortedSet<String> members = new TreeSet<>(extras.keySet());
        dimensions.ifPresent(_ -> members.add("dimensions"));
        user.ifPresent(_ -> members.add("user"));
        return members;
    }

    /** The same request in pieces with no more inputs than that, in the order of the inputs. */
    public List<EmbeddingRequest> batches(int most) {
        List<EmbeddingRequest> batches = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += most) {
            batches.add(with(inputs.subList(from, Math.min(from + most, inputs.size()))));
        }
        return batches;
    }

    private EmbeddingRequest with(List<EmbeddingInput> some) {
        return new EmbeddingRequest(model, some, encodingFormat, dimensions, user, extras);
    }
}
