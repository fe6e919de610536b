package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;

/** What a model said in an earlier answer, as Gemini's parts: text, pictures, calls, each with its signature. */
final class ModelTurn {

    private final Message message;
    private final String path;
    private final ArrayNode parts;

    private ModelTurn(Message message, String path) {
        this.message = message;
        this.path = path;
        this.parts = ContentPart.all(message, path);
    }

    /**
     * The parts for a message of the assistant's.
     *
     * @param path where the message stands in the caller's request
     * @throws GatewayException if it holds something that Gemini cannot have said
     */
    static ArrayNode parts(Message message, String path, ModelFamily family) {
        ModelTurn turn = new ModelTurn(message, path);
        turn.rejectForeignCalls();
        turn.refusal();
        ThoughtSignature.of(message.extras()).ifPresent(turn::sign);
        Picture.among(message.extras()).forEach(picture -> turn.parts.add(picture.part()));
        List<ToolCall> calls = message.toolCalls();
        for (int index = 0; index < calls.size(); index++) {
            boolean mustBeSigned = index == 0 && family.signsCalls();
            turn.call(calls.get(index), path + ".tool_calls." + index, mustBeSigned);
        }
        return turn.parts;
    }

    private void rejectForeignCalls() {
        if (GenerateContentRequest.extension(message.extras(), "tool_calls").isPresent()) {
            throw GatewayException.unsupported(path + ".tool_calls", "only calls of the type function can be sent");
        }
    }

    private void refusal() {
        String refusal = GenerateContentRequest.extension(message.extras(), "refusal")
                .map(JsonNode::asText)
                .orElse("");
        if (parts.isEmpty() && !refusal.isEmpty()) {
            parts.add(ContentPart.text(refusal));
        }
    }

    /** The signature belongs to the last text, or to an empty one. */
    private void sign(String signature) {
        if (!parts.path(parts.size() - 1).has("text")) {
            parts.add(ContentPart.text(""));
        }
        ((ObjectNode) parts.get(parts.size() - 1)).put(ThoughtSignature.NAME, signature);
    }

    private void call(ToolCall call, String place, boolean mustBeSigned) {
        ObjectNode part = parts.addObject();
        ObjectNode function = part.putObject("functionCall");
        if (!call.id().isEmpty()) {
            function.put("id", call.id());
        }
        function.put("name", call.name()).set("args", arguments(call, place));
        Optional<String> replacement = mustBeSigned ? Optional.of(ThoughtSignature.LOST) : Optional.empty();
        ThoughtSignature.of(call.extras())
                .or(() -> replacement)
                .ifPresent(signature -> part.put(ThoughtSignature.NAME, signature));
    }

    private static ObjectNode arguments(ToolCall call, String place) {
        String text = call.arguments().isBlank() ? "{}" : call.arguments();
        return ObjectText.read(text)
                .orElseThrow(() ->
                        GatewayException.invalid(place + ".function.arguments", "must be the text of a JSON object"));
    }
}
