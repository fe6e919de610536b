package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.List;
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
        int thoughts = thinking(request);
        Tools tools = tools(request);
        if (thoughts > 0 && forced(tools)) {
            throw GatewayException.invalid("thinking", "Thinking may not be enabled when tool_choice forces tool use.");
        }
        boolean strict = request.inside("thinking").text("type").orElse("").equals("enabled");
        return new Question(
                model,
                AnthropicTurns.heard(request, strict),
                limit,
                request.texts("stop_sequences"),
                thoughts,
                format(request),
                tools,
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

    /** The form that is asked for, under its present name or under the one that it had as a beta. */
    private static ResponseFormat format(Members request) {
        Members present = request.inside("output_config").inside("format");
        Members format = present.object().isMissingNode() ? request.inside("output_format") : present;
        JsonNode schema = format.node("schema");
        return schema.isObject()
                ? new ResponseFormat.JsonSchema("", Optional.empty(), schema, Optional.empty())
                : new ResponseFormat.Text();
    }

    /** The tools with a schema; those without are Anthropic's own, which it never asks anyone else to run. */
    private static Tools tools(Members request) {
        List<Tool> tools = request.each("tools").stream()
                .filter(tool -> tool.node("input_schema").isObject())
                .map(AnthropicQuestion::tool)
                .toList();
        Members choice = request.inside("tool_choice");
        Optional<Boolean> parallel = Optional.of(!choice.flag("disable_parallel_tool_use"));
        Optional<ToolChoice> chosen = choice.text("type").map(type -> choice(type, choice, tools));
        return new Tools(tools, chosen, parallel);
    }

    private static Tool tool(Members tool) {
        String name = tool.text("name").orElseThrow(() -> GatewayException.invalid("tools.name", "Field required"));
        return new Tool.Function(
                name, tool.text("description"), Optional.of(tool.node("input_schema")), Optional.empty());
    }

    private static ToolChoice choice(String type, Members choice, List<Tool> tools) {
        return switch (type) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "any" -> new ToolChoice.Required();
            case "tool" -> OpenAiTools.named(tools, choice.text("name").orElse(""));
            default -> throw GatewayException.invalid("tool_choice.type", "must be auto, any, tool or none");
        };
    }

    private static boolean forced(Tools tools) {
        return tools.choice()
                .filter(choice -> choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named)
                .isPresent();
    }
}
