package io.caravan.gemini;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ToolCall;

/** Makes candidates of a whole answer. */
final class ClientAnswer {

    private final ClientParts maker;

    ClientAnswer(ObjectMapper json) {
        this.maker = new ClientParts(json);
    }

    ObjectNode of(ChatResponse response) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode candidates = answer.putArray("candidates");
        response.choices().forEach(choice -> candidates.add(candidate(choice)));
        response.usage().ifPresent(usage -> answer.set("usageMetadata", ClientUsage.of(usage)));
        return answer.put("modelVersion", response.model()).put("responseId", response.id());
    }

    private ObjectNode candidate(ChatResponse.Choice choice) {
        ObjectNode candidate = JsonNodeFactory.instance.objectNode();
        candidate.putObject("content").put("role", "model").set("parts", parts(choice.message()));
        ClientFinish finish = new ClientFinish();
        choice.finishReason().ifPresent(finish::reason);
        finish.extras(choice.message().extras());
        finish.writeTo(candidate);
        choice.logprobs().ifPresent(logprobs -> candidate.set("logprobsResult", ClientProbabilities.of(logprobs)));
        return candidate.put("index", choice.index());
    }

    private ArrayNode parts(AssistantMessage message) {
        ArrayNode parts = thoughts(message);
        String text = message.content().orElse("");
        if (!text.isEmpty() || ClientParts.signature(message.extras()).isPresent()) {
            parts.add(ClientParts.sign(ClientParts.text(text), message.extras()));
        }
        message.refusal()
                .filter(words -> !words.isEmpty())
                .map(ClientParts::text)
                .ifPresent(parts::add);
        parts.addAll(ClientParts.others(message.extras()));
        for (ToolCall call : message.toolCalls()) {
            parts.add(maker.call(call));
        }
        return parts.isEmpty() ? parts.add(ClientParts.text("")) : parts;
    }

    private static ArrayNode thoughts(AssistantMessage message) {
        ArrayNode parts = ClientThoughts.parts(message.thinkingBlocks());
        if (parts.isEmpty()) {
            message.reasoning()
                    .filter(text -> !text.isEmpty())
                    .map(ClientThoughts::part)
                    .ifPresent(parts::add);
        }
        return parts;
    }
}
