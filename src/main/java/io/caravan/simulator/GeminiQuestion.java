package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
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
        Members config = request.inside("generationConfig");
        if (config.count("candidateCount").orElse(1) != 1) {
            throw GatewayException.invalid("candidateCount", "a simulated model gives one answer");
        }
        Tools tools = tools(request);
        ResponseFormat format = format(config);
        boolean json = !(format instanceof ResponseFormat.Text);
        boolean old = call.model().startsWith("gemini-1") || call.model().startsWith("gemini-2");
        if (old && json && !tools.definitions().isEmpty()) {
            throw new GatewayException(
                    ErrorCode.VALIDATION,
                    "Function calling with a response mime type: 'application/json' is unsupported");
        }
        return new Question(
                call.model(),
                GeminiTurns.heard(call.model(), request),
                config.count("maxOutputTokens"),
                config.texts("stopSequences"),
                config.inside("thinkingConfig").flag("includeThoughts") ? Thoughts.SOME : 0,
                format,
                tools,
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

    private static Tools tools(Members request) {
        List<Tool> tools = request.each("tools").stream()
                .flatMap(tool -> tool.each("functionDeclarations").stream())
                .map(GeminiQuestion::tool)
                .toList();
        Members config = request.inside("toolConfig").inside("functionCallingConfig");
        List<String> allowed = config.texts("allowedFunctionNames");
        ToolChoice choice = switch (config.text("mode").orElse("AUTO")) {
            case "AUTO", "VALIDATED", "MODE_UNSPECIFIED" -> new ToolChoice.Auto();
            case "ANY" -> new ToolChoice.Required();
            case "NONE" -> new ToolChoice.None();
            default -> throw GatewayException.invalid("mode", "must be AUTO, ANY, NONE or VALIDATED");
        };
        List<Tool> open = allowed.isEmpty() ? tools : OpenAiTools.only(tools, allowed);
        return new Tools(open, Optional.of(choice), Optional.empty());
    }

    private static Tool tool(Members function) {
        JsonNode parameters = function.node("parameters");
        boolean object = parameters.path("type").asText().equalsIgnoreCase("object");
        if (object && parameters.path("properties").isEmpty()) {
            throw new GatewayException(
                    ErrorCode.VALIDATION,
                    "* GenerateContentRequest.tools[0].function_declarations[0].parameters.properties: should be"
                            + " non-empty for OBJECT type");
        }
        JsonNode schema = parameters.isObject() ? parameters : function.node("parametersJsonSchema");
        return new Tool.Function(
                function.text("name").orElse(""),
                function.text("description"),
                Optional.of(schema).filter(JsonNode::isObject),
                Optional.empty());
    }
}
