package io.caravan.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What is particular to the entrances of the oldest clients, {@code /llm/openai/generate} and the like, whose users
 * know certain sentences.
 */
@Component
public final class NativeShims {

    private static final Set<String> PROVIDERS = Set.of("openai", "anthropic", "gemini");

    /**
     * The body, which names a model and holds something to answer.
     *
     * @param turns the member for the latter
     * @throws GatewayException with the sentence that the clients know
     */
    public JsonNode checked(JsonNode body, String turns) {
        if (!body.isObject()) {
            throw GatewayException.invalid("body", "must be a JSON object");
        }
        if (isAbsent(body.path("model"))) {
            throw new GatewayException(ErrorCode.VALIDATION, "model is required");
        }
        if (isAbsent(body.path(turns))) {
            throw new GatewayException(ErrorCode.VALIDATION, turns + " are required");
        }
        return body;
    }

    private static boolean isAbsent(JsonNode member) {
        return member.isMissingNode()
                || member.isNull()
                || member.isArray() && member.isEmpty()
                || member.isTextual() && member.textValue().isBlank();
    }

    /** The request that a body in OpenAI's words describes. */
    public ChatRequest chat(JsonNode body) {
        return ChatRequestReader.read(body);
    }

    /**
     * Refuses a call of an entrance that is closed.
     *
     * @throws GatewayException in any case
     */
    public void closed(String provider) {
        if (!PROVIDERS.contains(provider)) {
            throw new GatewayException(ErrorCode.NO_SUCH_PATH, "/llm/" + provider + "/generate does not exist");
        }
        throw new GatewayException(
                ErrorCode.GONE,
                "/llm/" + provider + "/generate is closed, use /llm/generate with the model " + provider
                        + "/… and messages");
    }
}
