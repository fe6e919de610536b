package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohereTransformerTest extends TransformerContract {

    private final CohereTransformer transformer = new CohereTransformer(JSON, CLOCK);

    @Override
    protected Transformer transformer() {
        return transformer;
    }

    @Override
    protected String provider() {
        return "cohere";
    }

    @Override
    protected String model() {
        return "command-a-vision-07-2025";
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", "c14c80c3");
        ArrayNode content = body.putObject("message").put("role", "assistant").putArray("content");
        if (!reasoning.isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", reasoning);
        }
        content.addObject().put("type", "text").put("text", text);
        body.put("finish_reason", finish).set("usage", usage());
        return body.toString();
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        StringBuilder events = new StringBuilder(start());
        if (!reasoning.isEmpty()) {
            events.append(contentEvent("content-start", 0, "thinking", ""))
                    .append(contentEvent("content-delta", 0, "thinking", reasoning))
                    .append(data(event("content-end").put("index", 0)));
        }
        int half = text.length() / 2;
        return events.append(contentEvent("content-start", 1, "text", ""))
                .append(contentEvent("content-delta", 1, "text", text.substring(0, half)))
                .append(contentEvent("content-delta", 1, "text", text.substring(half)))
                .toString();
    }

    @Override
    protected String streamEnd(String finish) {
        ObjectNode end = event("message-end");
        end.putObject("delta").put("finish_reason", finish).set("usage", usage());
        return data(end);
    }

    @Override
    protected String errorEvent() {
        ObjectNode end = event("message-end");
        end.putObject("delta").put("finish_reason", "ERROR").put("error", "The model is overloaded, try later.");
        return data(end);
    }

    @Override
    protected String errorBody(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "c14c80c3")
                .put("message", message)
                .toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of(
                "COMPLETE", FinishReason.STOP,
                "STOP_SEQUENCE", FinishReason.STOP,
                "MAX_TOKENS", FinishReason.LENGTH,
                "ERROR_LIMIT", FinishReason.LENGTH,
                "ERROR_TOXIC", FinishReason.CONTENT_FILTER,
                "TOOL_CALL", FinishReason.TOOL_CALLS,
                "SOMETHING_NEW", FinishReason.STOP);
    }

    @Override
    protected String contextMessage() {
        return "too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs.";
    }

    @Override
    protected String policyMessage() {
        return "the request was blocked by our content filtering policy";
    }

    @Override
    protected String answerCalling(List<Called> calls) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", "c14c80c3");
        ArrayNode list = body.putObject("message")
                .put("role", "assistant")
                .put("tool_plan", "I will look.")
                .putArray("tool_calls");
        calls.forEach(call -> call(list.addObject(), call).put("arguments", call.arguments()));
        body.put("finish_reason", "TOOL_CALL").set("usage", usage());
        return body.toString();
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        StringBuilder events = new StringBuilder(start());
        for (int i = 0; i < calls.size(); i++) {
            Called call = calls.get(i);
            ObjectNode begin = event("tool-call-start").put("index", i);
            call(begin.putObject("delta").putObject("message").putObject("tool_calls"), call)
                    .put("arguments", "");
            int half = call.arguments().length() / 2;
            events.append(data(begin))
                    .append(arguments(i, call.arguments().substring(0, half)))
                    .append(arguments(i, call.arguments().substring(half)))
                    .append(data(event("tool-call-end").put("index", i)));
        }
        return events + streamEnd("TOOL_CALL");
    }

    @Override
    protected List<String> declaredIn(JsonNode body) {
        return body.path("tools").findValuesAsText("name");
    }

    @Override
    protected List<String> resultsIn(JsonNode body) {
        return body.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .map(message -> message.path("content").asText())
                .toList();
    }

    @Override
    protected List<String> imagesIn(JsonNode body) {
        return body.path("messages").findValuesAsText("url").stream()
                .map(url -> url.replace("data:image/png;base64,", ""))
                .toList();
    }

    @Test
    void request_goesToTheChatWithTheKey() {
        UpstreamRequest request = new Wire().request("command-r", """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}\
            """);
        assertThat(request.path()).isEqualTo("/v2/chat");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer canary-0123456789"));
    }

    private static String start() {
        ObjectNode start = event("message-start").put("id", "c14c80c3");
        start.putObject("delta").putObject("message").put("role", "assistant").putArray("content");
        return data(start);
    }

    private static String contentEvent(String type, int index, String member, String text) {
        ObjectNode event = event(type).put("index", index);
        event.putObject("delta").putObject("message").putObject("content").put(member, text);
        return data(event);
    }

    private static ObjectNode call(ObjectNode holder, Called call) {
        return holder.put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name());
    }

    private static String arguments(int index, String fragment) {
        ObjectNode event = event("tool-call-delta").put("index", index);
        event.putObject("delta")
                .putObject("message")
                .putObject("tool_calls")
                .putObject("function")
                .put("arguments", fragment);
        return data(event);
    }

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String data(ObjectNode event) {
        return "event: " + event.path("type").asText() + "\ndata: " + event + "\n\n";
    }

    private static ObjectNode usage() {
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        usage.putObject("billed_units").put("input_tokens", 2).put("output_tokens", 4);
        usage.putObject("tokens").put("input_tokens", 9).put("output_tokens", 4);
        return usage.put("cached_tokens", 0);
    }
}
