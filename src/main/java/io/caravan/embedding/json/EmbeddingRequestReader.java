package io.caravan.embedding.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.json.Fields;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.embedding.EncodingFormat;
import io.caravan.error.GatewayException;
import java.util.Optional;
import java.util.Set;

/** Reads an {@link EmbeddingRequest} from JSON and tells everything that is wrong with it at once. */
public final class EmbeddingRequestReader {

    private static final Set<String> KNOWN = Set.of("model", "input", "encoding_format", "dimensions", "user");

    private EmbeddingRequestReader() {}

    /**
     * The request that a body describes.
     *
     * @throws GatewayException that names each wrong member
     */
    public static EmbeddingRequest read(JsonNode body) {
        return Fields.read(body, EmbeddingRequestReader::request);
    }

    private static EmbeddingRequest request(Fields fields) {
        String model = fields.required("model").strip();
        if (model.isEmpty() && fields.node("model").isTextual()) {
            fields.wrong("model", "must not be empty");
        }
        return new EmbeddingRequest(
                model,
                InputReader.read(fields),
                encodingFormat(fields),
                fields.count("dimensions", Integer.MAX_VALUE),
                fields.text("user"),
                fields.others(KNOWN));
    }

    private static Optional<EncodingFormat> encodingFormat(Fields fields) {
        Optional<String> word = fields.text("encoding_format");
        Optional<EncodingFormat> format = word.flatMap(EncodingFormat::of);
        if (word.isPresent() && format.isEmpty()) {
            fields.wrong("encoding_format", "must be float or base64");
        }
        return format;
    }
}
