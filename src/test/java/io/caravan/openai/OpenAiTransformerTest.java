package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.FinishReason;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiTransformerTest extends TransformerContract {

    private final OpenAiTransformer transformer = new OpenAiTransformer(JSON, CLOCK);

    @Override
    protected Transformer transformer() {
        return transformer;
    }

    @Override
    protected String provider() {
        return "openai";
    }

    @Override
    protected String model() {
        return "gpt-4o";
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        ObjectNode body = body("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        ObjectNode message =
                choice.putObject("message").put("role", "assistant").put("content", text);
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning);
        }
        usage(body);
        return body.toString();
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        StringBuilder events = new StringBuilder(event("role", "assistant"));
        if (!reasoning.isEmpty()) {
            events.append(event("reasoning_content", reasoning));
        }
        int half = text.length() / 2;
        return events.append(event("content", text.substring(0, half)))
                .append(event("content", text.substring(half)))
                .toString();
    }

    @Override
    protected String streamEnd(String finish) {
        ObjectNode end = body("chat.completion.chunk");
        end.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .putObject("delta");
        ObjectNode usage = body("chat.completion.chunk");
        usage.putArray("choices");
        usage(usage);
        return "data: " + end + "\n\ndata: " + usage + "\n\ndata: [DONE]\n\n";
    }

    @Override
    protected String errorEvent() {
        return "data: {\"error\":{\"message\":\"Try"
                + " later.\",\"type\":\"overloaded_error\",\"param\":null,\"code\":null}}\n\n";
    }

    @Override
    protected String errorBody(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "some_error")
                .putNull("code");
        return body.toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of(
                "stop", FinishReason.STOP,
                "length", FinishReason.LENGTH,
                "tool_calls", FinishReason.TOOL_CALLS,
                "content_filter", FinishReason.CONTENT_FILTER,
                "function_call", FinishReason.FUNCTION_CALL,
                "eos_token", FinishReason.STOP,
                "something new", FinishReason.STOP);
    }

    @Override
    protected String contextMessage() {
        return "This model's maximum context length is 128000 tokens. However, your messages resulted in 200000"
                + " tokens.";
    }

    @Override
    protected String policyMessage() {
        return "Your request was rejected as a result of our safety system.";
    }

    @Override
    protected boolean passesUnknownMembers() {
        return true;
    }

    @Override
    protected String answerCalling(List<Called> calls) {
        ObjectNode body = body("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", "tool_calls");
        ArrayNode list = choice.putObject("message")
                .put("role", "assistant")
                .putNull("content")
                .putArray("tool_calls");
        calls.forEach(call -> call(list, call.id(), call.name(), call.arguments()));
        usage(body);
        return body.toString();
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        StringBuilder events = new StringBuilder(event("role", "assistant"));
        for (int i = 0; i < calls.size(); i++) {
            Called call = calls.get(i);
            int half = call.arguments().length() / 2;
            events.append(callEvent(i, call.id(), call.name(), ""))
                    .append(callEvent(i, "", "", call.arguments().substring(0, half)))
                    .append(callEvent(i, "", "", call.arguments().substring(half)));
        }
        return events + streamEnd("tool_calls");
    }

    private static String callEvent(int index, String id, String name, String arguments) {
        ObjectNode body = body("chat.completion.chunk");
        ArrayNode list = body.putArray("choices")
                .addObject()
                .put("index", 0)
                .putObject("delta")
                .putArray("tool_calls");
        call(list, id, name, arguments).put("index", index);
        return "data: " + body + "\n\n";
    }

    private static ObjectNode call(ArrayNode list, String id, String name, String arguments) {
        ObjectNode call = list.addObject().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
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
    void request_toAProviderWithKey_bearsIt() {
        UpstreamRequest request = transformer.request(routed(configured()));
        assertThat(request.path()).isEqualTo("/chat/completions");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + KEY));
    }

    @Test
    void request_toAProviderWithoutKey_bearsNone() {
        Provider keyless = new Provider(
                "ollama", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost:1", Quirks.NONE);
        assertThat(transformer.request(routed(keyless)).headers()).isEmpty();
    }

    private static RoutedRequest routed(Provider provider) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", "gpt-4o");
        body.putArray("messages").addObject().put("role", "user").put("content", "Hello");
        ChatRequest chat = ChatRequestReader.read(body);
        return new RoutedRequest(chat, provider, "gpt-4o");
    }

    private static ObjectNode body(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_770_000_000)
                .put("model", "gpt-4o-2024-08-06");
    }

    private static String event(String member, String value) {
        ObjectNode body = body("chat.completion.chunk");
        body.putArray("choices").addObject().put("index", 0).putObject("delta").put(member, value);
        return "data: " + body + "\n\n";
    }

    private static void usage(ObjectNode body) {
        body.putObject("usage")
                .put("prompt_tokens", 9)
                .put("completion_tokens", 4)
                .put("total_tokens", 13);
    }
}
