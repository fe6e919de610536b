package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.error.GatewayException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a {@link Question} from a request for Anthropic's messages. */
final class AnthropicQuestion {

    private AnthropicQuestion() {}

    static Question read(JsonNode body) {
        Members request = new Members(body);
        String model = request.text("model").orElseThrow(() -> GatewayException.invalid("model", "Field required"));
        OptionalInt limit = request.count("max_tokens");
        if (limit.isEmpty()) {
            throw GatewayException.invalid("max_tokens", "Field required");
        }
        Conversation conversation = new Conversation();
        conversation.hear(false, request.node("system"));
        for (Members message : request.required("messages")) {
            boolean user = message.text("role").orElse("").equals("user");
            conversation.hear(user, message.node("content"));
        }
        return new Question(
                model,
                conversation.lastWords(),
                conversation.tokens(),
                limit,
                request.texts("stop_sequences"),
                thinking(request),
                format(request),
                OptionalLong.empty(),
                request.flag("stream"),
                true,
                MissingNode.getInstance());
    }

    private static int thinking(Members request) {
        return switch (request.inside("thinking").text("type").orElse("disabled")) {
            case "enabled" -> Thoughts.SOME;
            case "adaptive" ->
                request.inside("output_config")
                        .text("effort")
                        .flatMap(ReasoningEffort::of)
                        .map(Thoughts::of)
                        .orElse(Thoughts.SOME);
            case "disabled" -> 0;
            default -> throw GatewayException.invalid("thinking.type", "must be enabled, adaptive or disabled");
        };
    }

    /**
     * The form that is asked for: under its present name, under the one that it had as a beta, or as the input of a
     * tool that must be called, which then gives the form its name.
     */
    private static ResponseFormat format(Members request) {
        Members present = request.inside("output_config").inside("format");
        Members format = present.object().isMissingNode() ? request.inside("output_format") : present;
        JsonNode schema = format.node("schema");
        return schema.isObject() ? schema("", schema) : forcedTool(request);
    }

    private static ResponseFormat forcedTool(Members request) {
        Members choice = request.inside("tool_choice");
        String name = choice.text("name").orElse("");
        if (!choice.text("type").orElse("auto").equals("tool")) {
            return new ResponseFormat.Text();
        }
        return request.required("tools").stream()
                .filter(tool -> tool.text("name").orElse("").equals(name))
                .findFirst()
                .map(tool -> schema(name, tool.node("input_schema")))
                .orElseThrow(() -> GatewayException.invalid("tool_choice.name", "is the name of no tool"));
    }

    private static ResponseFormat schema(String name, JsonNode schema) {
        return new ResponseFormat.JsonSchema(name, Optional.empty(), schema, Optional.empty());
    }
}
