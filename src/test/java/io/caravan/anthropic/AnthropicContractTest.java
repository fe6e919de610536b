package io.caravan.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import java.util.Map;

class AnthropicContractTest extends TransformerContract {

    private final AnthropicTransformer transformer = new AnthropicTransformer(JSON, CLOCK);

    @Override
    protected Transformer transformer() {
        return transformer;
    }

    @Override
    protected String provider() {
        return "anthropic";
    }

    @Override
    protected String model() {
        return "claude-sonnet-4-5";
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        ObjectNode message = message();
        message.put("stop_reason", finish);
        if (!reasoning.isEmpty()) {
            message.withArray("content")
                    .addObject()
                    .put("type", "thinking")
                    .put("thinking", reasoning)
                    .put("signature", "s");
        }
        message.withArray("content").addObject().put("type", "text").put("text", text);
        message.putObject("usage").put("input_tokens", 9).put("output_tokens", 4);
        return message.toString();
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        ObjectNode start = node("message_start");
        start.set("message", message());
        start.withObject("message").putObject("usage").put("input_tokens", 9).put("output_tokens", 1);
        String thinking = reasoning.isEmpty() ? "" : block(0, "thinking", reasoning);
        return event(start) + event(node("ping")) + thinking + block(1, "text", text);
    }

    @Override
    protected String streamEnd(String finish) {
        ObjectNode delta = node("message_delta");
        delta.putObject("delta").put("stop_reason", finish);
        delta.putObject("usage").put("output_tokens", 4);
        return event(delta) + event(node("message_stop"));
    }

    @Override
    protected String errorEvent() {
        return event(error("overloaded_error", "Overloaded"));
    }

    @Override
    protected String errorBody(int status, String message) {
        String type = switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> "api_error";
        };
        return error(type, message).toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of(
                "end_turn", FinishReason.STOP,
                "stop_sequence", FinishReason.STOP,
                "pause_turn", FinishReason.STOP,
                "max_tokens", FinishReason.LENGTH,
                "model_context_window_exceeded", FinishReason.LENGTH,
                "refusal", FinishReason.CONTENT_FILTER,
                "brand_new", FinishReason.STOP);
    }

    @Override
    protected String contextMessage() {
        return "prompt is too long: 210000 tokens > 200000 maximum";
    }

    @Override
    protected String policyMessage() {
        return "Output blocked by content filtering policy";
    }

    private static ObjectNode message() {
        ObjectNode message = node("message").put("id", "msg_01").put("model", "claude-sonnet-4-5-20250929");
        message.putArray("content");
        return message;
    }

    private static String block(int index, String kind, String text) {
        ObjectNode start = node("content_block_start").put("index", index);
        start.putObject("content_block").put("type", kind).put(kind, "");
        ObjectNode delta = node("content_block_delta").put("index", index);
        delta.putObject("delta").put("type", kind + "_delta").put(kind, text);
        ObjectNode stop = node("content_block_stop").put("index", index);
        return event(start) + event(delta) + event(stop);
    }

    private static ObjectNode error(String type, String message) {
        ObjectNode error = node("error");
        error.putObject("error").put("type", type).put("message", message);
        return error;
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String event(ObjectNode data) {
        return "event: " + data.path("type").asText() + "\ndata: " + data + "\n\n";
    }
}
