package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link Question} from a request for Cohere's chat, and a {@link Reply} to one for its embed. */
final class CohereQuestion {

    private static final Set<String> CHOICES = Set.of("REQUIRED", "NONE");
    private static final Set<String> TYPES = Set.of("float", "int8", "base64");
    private static final int DIMENSIONS = 1536;
    private static final int MOST = 96;

    private CohereQuestion() {}

    static Question read(JsonNode body) {
        Members request = new Members(body);
        String choice = request.text("tool_choice").orElse("NONE");
        if (!CHOICES.contains(choice)) {
            throw GatewayException.invalid("tool_choice", "must be REQUIRED or NONE");
        }
        return new Question(
                model(request),
                OpenAiTurns.heard(request.required("messages")),
                request.count("max_tokens"),
                request.texts("stop_sequences"),
                request.inside("thinking").text("type").orElse("disabled").equals("enabled") ? Thoughts.SOME : 0,
                format(request.inside("response_format")),
                OpenAiTools.read(request),
                request.whole("seed"),
                request.flag("stream"),
                true,
                MissingNode.getInstance());
    }

    private static String model(Members request) {
        return request.text("model")
                .filter(model -> !model.isEmpty())
                .orElseThrow(() -> GatewayException.invalid("model", "is required"));
    }

    private static ResponseFormat format(Members format) {
        JsonNode schema = format.node("json_schema").isObject() ? format.node("json_schema") : format.node("schema");
        return switch (format.text("type").orElse("text")) {
            case "text" -> new ResponseFormat.Text();
            case "json_object" ->
                schema.isObject()
                        ? new ResponseFormat.JsonSchema("", Optional.empty(), schema, Optional.empty())
                        : new ResponseFormat.JsonObject();
            default -> throw GatewayException.invalid("response_format.type", "must be text or json_object");
        };
    }

    /** The answer to a request for vectors. */
    static Reply embed(JsonNode body, String id) {
        Members request = new Members(body);
        List<String> texts = request.texts("texts");
        List<String> types =
                request.node("embedding_types").isMissingNode() ? List.of("float") : request.texts("embedding_types");
        if (texts.isEmpty() || texts.size() > MOST) {
            throw GatewayException.invalid("texts", "must hold 1 to " + MOST + " texts");
        }
        if (request.text("input_type").isEmpty()) {
            throw GatewayException.invalid("input_type", "is required");
        }
        if (!TYPES.containsAll(types)) {
            throw GatewayException.invalid("embedding_types", "must be among float, int8 and base64");
        }
        int dimensions = Math.min(DIMENSIONS, request.count("output_dimension").orElse(DIMENSIONS));
        return Reply.of(model(request), json -> CohereVoice.embeddings(id, texts, types, dimensions, json));
    }
}
