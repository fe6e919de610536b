package io.caravan.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatResponse;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads what a provider answered, whole or as a stream, with its dialect's {@link Transformer}. */
public final class Answers {

    private final ObjectMapper json;
    private final int maxBody;

    /**
     * @param maxBody the most bytes that are read of a whole answer or of one event
     */
    public Answers(ObjectMapper json, int maxBody) {
        this.json = json;
        this.maxBody = maxBody;
    }

    /**
     * The answer in canonical form.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    public ChatAnswer read(UpstreamAnswer answer, Transformer transformer) {
        RoutedRequest routed = answer.routed();
        if (answer.status() >= 300) {
            throw transformer.error(failure(answer));
        }
        if (routed.chat().stream() && answer.mayBeEvents()) {
            return new UpstreamStream(answer, transformer.stream(routed), maxBody);
        }
        return whole(answer, transformer);
    }

    private ChatAnswer whole(UpstreamAnswer answer, Transformer transformer) {
        RoutedRequest routed = answer.routed();
        JsonNode body = parse(bytes(answer, maxBody));
        if (body.isMissingNode()) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "answered something that is not JSON");
        }
        ChatResponse response = response(answer, transformer, body);
        return routed.chat().stream() ? new WholeStream(response) : response;
    }

    private static ChatResponse response(UpstreamAnswer answer, Transformer transformer, JsonNode body) {
        try {
            return transformer.response(answer.routed(), body);
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
        return new UpstreamFailure(answer.routed(), answer.status(), answer.headers(), parse(body));
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
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
