package io.caravan.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.json.VectorTree;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a provider answered, whole or as a stream, with its dialect's transformer. */
public final class Answers {

    private final ObjectMapper json;
    private final VectorTree vectors;
    private final int maxBody;
    private final Canceller canceller;

    /**
     * @param maxBody the most bytes that are read of a whole answer or of one event
     */
    public Answers(ObjectMapper json, int maxBody) {
        this(json, maxBody, _ -> {});
    }

    /**
     * @param maxBody the most bytes that are read of a whole answer or of one event
     * @param canceller gets the word to stop for answers that nobody reads to their end
     */
    public Answers(ObjectMapper json, int maxBody, Canceller canceller) {
        this.json = json;
        this.vectors = new VectorTree(json);
        this.maxBody = maxBody;
        this.canceller = canceller;
    }

    /**
     * The answer in canonical form.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    public ChatAnswer read(UpstreamAnswer answer, Transformer transformer) {
        if (answer.status() >= 300) {
            throw transformer.error(failure(answer));
        }
        if (answer.routed().streams() && answer.mayBeEvents()) {
            return new UpstreamStream(answer, transformer.stream(answer.chat()), maxBody);
        }
        return answer.events() ? gathered(answer, transformer) : whole(answer, transformer);
    }

    /** A stream that was not asked for, read to its end: some services answer in no other way. */
    private ChatResponse gathered(UpstreamAnswer answer, Transformer transformer) {
        try (ChatStream stream = new UpstreamStream(answer, transformer.stream(answer.chat()), maxBody)) {
            return new GatheredAnswer(answer, maxBody).of(stream);
        }
    }

    /**
     * The JSON of an answer that is not a chat's, such as that to an upload.
     *
     * @param error tells the failure if the provider refused
     * @throws GatewayException if the provider refused, or answered no JSON
     */
    public JsonNode json(UpstreamAnswer answer, Function<UpstreamFailure, GatewayException> error) {
        return json(answer, error, json::readTree);
    }

    private JsonNode json(UpstreamAnswer answer, Function<UpstreamFailure, GatewayException> error, Parser parser) {
        if (answer.status() >= 300) {
            throw error.apply(failure(answer));
        }
        JsonNode body = parse(bytes(answer, maxBody), parser);
        if (body.isMissingNode()) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "answered something that is not JSON");
        }
        return body;
    }

    /**
     * The vectors in canonical form.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    public EmbeddingResponse read(UpstreamAnswer answer, EmbeddingTransformer transformer) {
        JsonNode body = json(answer, transformer::error, vectors::read);
        try {
            return transformer.response(answer.embedding(), body);
        } catch (GatewayException failure) {
            throw answer.placed(failure);
        }
    }

    /**
     * A page of models.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    public ModelPage read(UpstreamAnswer answer, ListingTransformer transformer) {
        JsonNode body = json(answer, transformer::error);
        try {
            return transformer.page(answer.listing(), body);
        } catch (GatewayException failure) {
            throw answer.placed(failure);
        }
    }

    void cancel(UpstreamRequest request) {
        canceller.cancel(request);
    }

    private ChatAnswer whole(UpstreamAnswer answer, Transformer transformer) {
        JsonNode body = json(answer, transformer::error);
        ChatResponse response = response(answer, transformer, body);
        return answer.routed().streams() ? new WholeStream(response) : response;
    }

    private static ChatResponse response(UpstreamAnswer answer, Transformer transformer, JsonNode body) {
        try {
            return transformer.response(answer.chat(), body);
        } catch (GatewayException failure) {
            throw answer.placed(failure);
        }
    }

    private UpstreamFailure failure(UpstreamAnswer answer) {
        byte[] body;
        try {
            body = bytes(answer, Math.min(maxBody, 65_536));
        } catch (GatewayException _) {
            body = new byte[0];
        }
        return new UpstreamFailure(answer.routed(), answer.status(), answer.headers(), parse(body, json::readTree));
    }

    /** Reads JSON of any kind. */
    private interface Parser {
        @Nullable
        JsonNode read(byte[] body) throws IOException;
    }

    private static JsonNode parse(byte[] body, Parser parser) {
        try {
            JsonNode node = parser.read(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(UpstreamAnswer answer, int limit) {
        try (InputStream body = answer.body()) {
            return bytes(body, Math.min(limit, answer.expectedLength()), limit)
                    .orElseThrow(() -> answer.failure(ErrorCode.BAD_ANSWER, "answered more than " + limit + " bytes"));
        } catch (IOException _) {
            throw answer.brokenOff();
        }
    }

    /** All bytes up to the end of input, or nothing if they are more than the limit. */
    private static Optional<byte[]> bytes(InputStream in, int expected, int limit) throws IOException {
        byte[] bytes = new byte[expected + 1];
        int length = 0;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length > limit) {
                return Optional.empty();
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, bytes.length * 2L));
            }
        }
        return Optional.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
}
