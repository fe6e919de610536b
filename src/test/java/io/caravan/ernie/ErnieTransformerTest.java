package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import java.util.List;
import java.util.Map;

class ErnieTransformerTest extends TransformerContract {

    private static final Map<Integer, Integer> CODES =
            Map.of(400, 336_003, 401, 14, 403, 6, 429, 18, 500, 336_000, 503, 336_100, 529, 336_100);

    @Override
    protected Transformer transformer() {
        return new ErnieTransformer(JSON, CLOCK);
    }

    @Override
    protected String provider() {
        return "ernie-legacy";
    }

    @Override
    protected String model() {
        return "ERNIE-4.0-8K";
    }

    @Override
    protected int mostCalls() {
        return 1;
    }

    @Override
    protected boolean seesImages() {
        return false;
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        return told(text, reasoning, 4).put("finish_reason", finish).toString();
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        return "data: " + told(text, reasoning, 1).put("is_end", false).put("finish_reason", "normal") + "\n\n";
    }

    @Override
    protected String streamEnd(String finish) {
        return "data: " + told("", "", 4).put("is_end", true).put("finish_reason", finish) + "\n\n";
    }

    private static ObjectNode told(String text, String reasoning, int completion) {
        ObjectNode told =
                JsonNodeFactory.instance.objectNode().put("id", "as-1").put("created", 1_770_000_000);
        if (!reasoning.isEmpty()) {
            told.put("reasoning_content", reasoning);
        }
        told.put("result", text).put("is_truncated", false).put("need_clear_history", false);
        told.putObject("usage")
                .put("prompt_tokens", 9)
                .put("completion_tokens", completion)
                .put("total_tokens", 9 + completion);
        return told;
    }

    @Override
    protected String answerCalling(List<Called> calls) {
        return calling(calls).put("finish_reason", "function_call").toString();
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        return "data: " + calling(calls).put("is_end", false) + "\n\n" + streamEnd("function_call");
    }

    private static ObjectNode calling(List<Called> calls) {
        ObjectNode told = told("", "", 1);
        told.putObject("function_call")
                .put("name", calls.getFirst().name())
                .put("arguments", calls.getFirst().arguments());
        return told;
    }

    @Override
    protected List<String> imagesIn(JsonNode body) {
        return List.of();
    }

    @Override
    protected List<String> declaredIn(JsonNode body) {
        return body.path("functions")
                .valueStream()
                .map(function -> function.path("name").asText())
                .toList();
    }

    @Override
    protected List<String> resultsIn(JsonNode body) {
        return body.path("messages")
                .valueStream()
                .filter(turn -> turn.path("role").asText().equals("function"))
                .map(turn -> turn.path("content").asText())
                .toList();
    }

    @Override
    protected String errorEvent() {
        return "data: " + errorBody(503, "the service is overloaded") + "\n\n";
    }

    @Override
    protected String errorBody(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", CODES.getOrDefault(status, 0))
                .put("error_msg", message)
                .toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of(
                "normal", FinishReason.STOP,
                "stop", FinishReason.STOP,
                "length", FinishReason.LENGTH,
                "content_filter", FinishReason.CONTENT_FILTER,
                "something new", FinishReason.STOP);
    }

    @Override
    protected String contextMessage() {
        return "Prompt tokens too long";
    }

    @Override
    protected String policyMessage() {
        return "the request was stopped by the content filtering policy";
    }
}
