package io.caravan.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import java.util.Optional;

/** Makes a message of a whole answer. */
final class ClientAnswer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectReader reader;
    private final boolean asTool;

    /**
     * @param asTool whether the text is JSON that is wanted as the input of a tool
     */
    ClientAnswer(ObjectMapper json, boolean asTool) {
        this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.asTool = asTool;
    }

    ObjectNode of(ChatResponse response) {
        ObjectNode answer = NODES.objectNode()
                .put("id", response.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", response.model());
        ArrayNode content = answer.putArray("content");
        Optional<ChatResponse.Choice> choice = response.choices().stream().findFirst();
        choice.ifPresent(first -> addBlocks(content, first.message()));
        ClientStopReason reason = choice.map(first -> reason(first, content)).orElseGet(ClientStopReason::new);
        answer.put("stop_reason", reason.word());
        answer.put("stop_sequence", reason.sequence().orElse(null));
        answer.set("usage", ClientUsage.of(response.usage().orElseGet(() -> Usage.of(0, 0))));
        return answer;
    }

    private static ClientStopReason reason(ChatResponse.Choice choice, ArrayNode content) {
        AssistantMessage message = choice.message();
        ClientStopReason reason = new ClientStopReason();
        choice.finishReason().ifPresent(reason::finish);
        reason.extras(message.extras());
        message.refusal().ifPresent(_ -> reason.refuse());
        if (content.path(content.size() - 1).path("type").asText().equals("tool_use")) {
            reason.call();
        }
        return reason;
    }

    private void addBlocks(ArrayNode content, AssistantMessage message) {
        if (message.thinkingBlocks().isEmpty()) {
            message.reasoning()
                    .filter(text -> !text.isEmpty())
                    .map(ClientForms::thinking)
                    .ifPresent(content::add);
        }
        content.addAll(message.thinkingBlocks());
        message.content().filter(text -> !text.isEmpty()).map(this::said).ifPresent(content::add);
        message.refusal().filter(text -> !text.isEmpty()).map(ClientForms::text).ifPresent(content::add);
        for (ToolCall call : message.toolCalls()) {
            ObjectNode block = ClientForms.call(call.id(), call.name(), call.extras());
            content.add(block.set("input", input(call.arguments())));
        }
    }

    private JsonNode said(String text) {
        Optional<JsonNode> input = asTool ? object(text) : Optional.empty();
        return input.<JsonNode>map(json -> ClientForms.answerCall().set("input", json))
                .orElseGet(() -> ClientForms.text(text));
    }

    /** What is no JSON, as when the answer was cut off, is wrapped rather than lost. */
    private JsonNode input(String arguments) {
        return arguments.isBlank()
                ? NODES.objectNode()
                : object(arguments).orElseGet(() -> NODES.objectNode().put("INVALID_JSON", arguments));
    }

    private Optional<JsonNode> object(String text) {
        try {
            return Optional.<JsonNode>ofNullable(reader.readValue(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
