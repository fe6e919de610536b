package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.error.GatewayException;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a {@link Question} from a request for OpenAI's chat completions. */
final class OpenAiQuestion {

    private OpenAiQuestion() {}

    /**
     * The question in a request.
     *
     * @param address the model, if the address names it
     */
    static Question read(JsonNode body, Optional<String> address) {
        Members request = new Members(body);
        String model = address.or(() -> request.text("model"))
                .orElseThrow(() -> GatewayException.invalid("model", "you must provide a model parameter"));
        if (request.count("n").orElse(1) != 1) {
            throw GatewayException.invalid("n", "a simulated model gives one answer");
        }
        return new Question(
                model,
                OpenAiTurns.heard(request.required("messages")),
                limit(request),
                request.texts("stop"),
                thinking(request),
                format(request.inside("response_format")),
                OpenAiTools.read(request),
                request.whole("seed"),
                request.flag("stream"),
                request.inside("stream_options").flag("include_usage"),
                request.node("simulator"));
    }

    private static OptionalInt limit(Members request) {
        OptionalInt newer = request.count("max_completion_tokens");
        return newer.isPresent() ? newer : request.count("max_tokens");
    }

    private static int thinking(Members request) {
        Optional<String> effort = request.text("reasoning_effort");
        return effort.isEmpty()
                ? 0
                : Thoughts.of(ReasoningEffort.of(effort.get())
                        .orElseThrow(() -> GatewayException.invalid("reasoning_effort", "is not known")));
    }

    private static ResponseFormat format(Members format) {
        return switch (format.text("type").orElse("text")) {
            case "json_schema" -> {
                Members schema = format.inside("json_schema");
                yield new ResponseFormat.JsonSchema(
                        schema.text("name").orElse(""), Optional.empty(), schema.node("schema"), Optional.empty());
            }
            case "json_object" -> new ResponseFormat.JsonObject();
            case "text" -> new ResponseFormat.Text();
            default -> throw GatewayException.invalid("response_format.type", "is not known");
        };
    }
}
