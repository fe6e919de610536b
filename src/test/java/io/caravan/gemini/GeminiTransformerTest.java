package io.caravan.gemini;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.provider.Transformer;
import io.caravan.provider.TransformerContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class GeminiTransformerTest extends TransformerContract {

    private static final String USAGE_METADATA =
            "{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13}";

    private static final Map<Integer, String> STATUS_WORDS = Map.of(
            400, "INVALID_ARGUMENT",
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "NOT_FOUND",
            429, "RESOURCE_EXHAUSTED",
            500, "INTERNAL",
            503, "UNAVAILABLE");

    @Override
    protected Transformer transformer() {
        return new GeminiTransformer(JSON, CLOCK);
    }

    @Override
    protected String provider() {
        return "gemini";
    }

    @Override
    protected String model() {
        return "gemini-2.5-flash";
    }

    @Override
    protected String answer(String text, String reasoning, String finish) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":%s},\"finishReason\":\"%s\",\"index\":0}],"
                        .formatted(parts(text, reasoning), finish)
                + "\"usageMetadata\":" + USAGE_METADATA
                + ",\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r1\"}";
    }

    @Override
    protected String streamBeginning(String text, String reasoning) {
        StringBuilder events = new StringBuilder();
        for (var part : parts(text, reasoning)) {
            events.append("data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[")
                    .append(part)
                    .append("]},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":10},")
                    .append("\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r1\"}\r\n\r\n");
        }
        return events.toString();
    }

    @Override
    protected String answerCalling(List<Called> calls) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[%s]},\"finishReason\":\"STOP\"}]}"
                .formatted(calls.stream().map(GeminiTransformerTest::call).collect(joining(",")));
    }

    @Override
    protected String streamCalling(List<Called> calls) {
        return calls.stream()
                        .map(call -> "data: {\"candidates\":[{\"content\":{\"parts\":[" + call(call) + "]}}]}\r\n\r\n")
                        .collect(joining())
                + streamEnd("STOP");
    }

    private static String call(Called call) {
        return "{\"functionCall\":{\"id\":\"%s\",\"name\":\"%s\",\"args\":%s}}"
                .formatted(call.id(), call.name(), call.arguments());
    }

    @Override
    protected List<String> declaredIn(JsonNode body) {
        return body.at("/tools/0/functionDeclarations")
                .valueStream()
                .map(declaration -> declaration.path("name").asText())
                .toList();
    }

    @Override
    protected List<String> resultsIn(JsonNode body) {
        return parts(body)
                .map(part -> part.at("/functionResponse/response/content"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    protected List<String> imagesIn(JsonNode body) {
        return parts(body)
                .map(part -> part.at("/inlineData/data"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<JsonNode> parts(JsonNode body) {
        return body.path("contents")
                .valueStream()
                .flatMap(turn -> turn.path("parts").valueStream());
    }

    private static ArrayNode parts(String text, String reasoning) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        if (!reasoning.isEmpty()) {
            parts.addObject().put("text", reasoning).put("thought", true);
        }
        parts.addObject().put("text", text);
        return parts;
    }

    @Override
    protected String streamEnd(String finish) {
        return "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},"
                + "\"finishReason\":\"" + finish + "\",\"index\":0}],\"usageMetadata\":" + USAGE_METADATA + "}\r\n\r\n";
    }

    @Override
    protected String errorEvent() {
        return "data: " + errorBody(503, "The model is overloaded.") + "\r\n\r\n";
    }

    @Override
    protected String errorBody(int status, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putObject("error")
                .put("code", status)
                .put("message", message)
                .put("status", STATUS_WORDS.getOrDefault(status, ""));
        return error.toString();
    }

    @Override
    protected Map<String, FinishReason> finishWords() {
        return Map.of(
                "STOP", FinishReason.STOP,
                "MAX_TOKENS", FinishReason.LENGTH,
                "SAFETY", FinishReason.CONTENT_FILTER,
                "RECITATION", FinishReason.CONTENT_FILTER);
    }

    @Override
    protected String contextMessage() {
        return "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).";
    }

    @Override
    protected String policyMessage() {
        return "Output blocked by content filtering policy";
    }
}
