package io.caravan.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    @Override
    protected String answerCalling(List<Called> calls) {
        ObjectNode message = message().put("stop_reason", "tool_use");
        for (Called call : calls) {
            message.withArray("content").add(toolUse(call, parsed(call.arguments())));
        }
        message.putObject("usage").put("input_tokens", 9).put("output_tokens", 4);
        return message.toString();
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        ObjectNode start = node("message_start");
        start.set("message", message());
        StringBuilder events = new StringBuilder(event(start));
        for (int i = 0; i < calls.size(); i++) {
            events.append(streamed(i + 1, calls.get(i)));
        }
        return events + streamEnd("tool_use");
    }

    private static String streamed(int index, Called call) {
        ObjectNode start = node("content_block_start").put("index", index);
        start.set("content_block", toolUse(call, JSON.createObjectNode()));
        String arguments = call.arguments().equals("{}") ? "" : call.arguments();
        int half = arguments.length() / 2;
        return event(start)
                + fragment(index, "")
                + fragment(index, arguments.substring(0, half))
                + fragment(index, arguments.substring(half))
                + event(node("content_block_stop").put("index", index));
    }

    private static String fragment(int index, String json) {
        ObjectNode delta = node("content_block_delta").put("index", index);
        delta.putObject("delta").put("type", "input_json_delta").put("partial_json", json);
        return event(delta);
    }

    private static ObjectNode toolUse(Called call, JsonNode input) {
        return node("tool_use").put("id", call.id()).put("name", call.name()).set("input", input);
    }

    @Override
    protected List<String> declaredIn(JsonNode body) {
        return body.path("tools").findValuesAsText("name");
    }

    @Override
    protected List<String> resultsIn(JsonNode body) {
        return blocks(body, "tool_result")
                .map(block -> block.path("content").textValue())
                .toList();
    }

    @Override
    protected List<String> imagesIn(JsonNode body) {
        return blocks(body, "image")
                .map(block -> block.path("source").path("data").textValue())
                .toList();
    }

    private static Stream<JsonNode> blocks(JsonNode body, String type) {
        return body.path("messages")
                .valueStream()
                .flatMap(message -> message.path("content").valueStream())
                .filter(block -> block.path("type").asText().equals(type));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
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
