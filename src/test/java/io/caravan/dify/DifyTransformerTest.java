package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import java.util.List;
import java.util.Map;

class DifyTransformerTest extends TransformerContract {

    private static final String USAGE_JSON =
            "{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,\"total_price\":\"0.0001\"}";

    private static final Map<Integer, String> CODES = Map.of(
            400, "bad_request",
            401, "unauthorized",
            403, "forbidden",
            404, "not_found",
            429, "too_many_requests",
            500, "internal_server_error");

    @Override
    protected Transformer transformer() {
        return new DifyTransformer(JSON, CLOCK);
    }

    @Override
    protected String provider() {
        return "dify";
    }

    @Override
    protected String model() {
        return "support";
    }

    @Override
    protected int mostCalls() {
        return 0;
    }

    /** A file that comes with the request is uploaded before. */
    @Override
    protected boolean seesImages() {
        return false;
    }

    @Override
    protected boolean holdsToSchemas() {
        return false;
    }

    @Override
    protected String answerCalling(List<Called> calls) {
        throw new UnsupportedOperationException("an app's own tools are no business of its callers");
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        return answerCalling(calls);
    }

    @Override
    protected List<String> declaredIn(JsonNode body) {
        return List.of();
    }

    @Override
    protected List<String> resultsIn(JsonNode body) {
        return List.of();
    }

    @Override
    protected List<String> imagesIn(JsonNode body) {
        return List.of();
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("event", "message")
                .put("message_id", "m-1")
                .put("answer", text);
        ObjectNode metadata = answer.putObject("metadata");
        metadata.putObject("usage")
                .put("prompt_tokens", 9)
                .put("completion_tokens", 4)
                .put("total_tokens", 13);
        metadata.putObject("reasoning").put("node-1", reasoning);
        return answer.toString();
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        ObjectNode thought = event("reasoning_chunk");
        thought.putObject("data").put("reasoning", reasoning).put("is_final", false);
        return (reasoning.isEmpty() ? "" : "data: " + thought + "\n\n") + "event: ping\n\n" + "data: "
                + event("message").put("answer", text) + "\n\n";
    }

    @Override
    protected String streamEnd(String finish) {
        return "data: {\"event\":\"message_end\",\"message_id\":\"m-1\",\"metadata\":{\"usage\":" + USAGE_JSON
                + "}}\n\n";
    }

    @Override
    protected String errorEvent() {
        return "data: " + event("error").put("status", 503).put("message", "Overloaded") + "\n\n";
    }

    private static ObjectNode event(String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", kind)
                .put("task_id", "t-1")
                .put("message_id", "m-1")
                .put("created_at", 1_770_000_000);
    }

    @Override
    protected String errorBody(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", CODES.getOrDefault(status, ""))
                .put("message", message)
                .put("status", status)
                .toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of("message_end", FinishReason.STOP);
    }

    @Override
    protected String contextMessage() {
        return "[openai] Error: This model's maximum context length is 8192 tokens.";
    }

    @Override
    protected String policyMessage() {
        return "[azure] Error: The response was filtered due to Azure's content management policy.";
    }
}
