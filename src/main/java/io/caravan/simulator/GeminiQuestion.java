package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.error.GatewayException;
import java.util.Optional;

/** Reads a {@link Question} from a request for Gemini's generateContent. */
final class GeminiQuestion {

    private GeminiQuestion() {}

    /**
     * The question in a request.
     *
     * @throws GatewayException if there is none
     */
    static Question read(GeminiCall call, JsonNode body) {
        Members request = new Members(body);
        Conversation conversation = new Conversation();
        conversation.hear(false, request.inside("systemInstruction").node("parts"));
        for (Members content : request.required("contents")) {
            // A content without a role is the user's.
            boolean user = content.text("role").orElse("user").equals("user");
            conversation.hear(user, content.node("parts"));
        }
        Members config = request.inside("generationConfig");
        if (config.count("candidateCount").orElse(1) != 1) {
            throw GatewayException.invalid("candidateCount", "a simulated model gives one answer");
        }
        return new Question(
                call.model(),
                conversation.lastWords(),
                conversation.tokens(),
                config.count("maxOutputTokens"),
                config.texts("stopSequences"),
                config.inside("thinkingConfig").flag("includeThoughts") ? Thoughts.SOME : 0,
                format(config),
                config.whole("seed"),
                call.stream(),
                true,
                MissingNode.getInstance());
    }

    private static ResponseFormat format(Members config) {
        if (!config.text("responseMimeType").orElse("text/plain").equals("application/json")) {
            return new ResponseFormat.Text();
        }
        JsonNode jsonSchema = config.node("responseJsonSchema");
        JsonNode schema = jsonSchema.isObject() ? jsonSchema : config.node("responseSchema");
        return schema.isObject()
                ? new ResponseFormat.JsonSchema("", Optional.empty(), schema, Optional.empty())
                : new ResponseFormat.JsonObject();
    }
}
