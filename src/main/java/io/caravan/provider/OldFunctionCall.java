package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The call in an answer as those expect it who asked with {@link OldFunctions}: the first, and without an id. */
final class OldFunctionCall {

    private OldFunctionCall() {}

    /** The answer in that form. */
    static ChatResponse in(ChatResponse response) {
        return new ChatResponse(
                response.id(),
                response.created(),
                response.model(),
                response.choices().stream().map(OldFunctionCall::choice).toList(),
                response.usage(),
                response.extras());
    }

    private static ChatResponse.Choice choice(ChatResponse.Choice choice) {
        return new ChatResponse.Choice(
                choice.index(), message(choice.message()), reason(choice.finishReason()), choice.logprobs());
    }

    private static AssistantMessage message(AssistantMessage message) {
        if (message.toolCalls().isEmpty()) {
            return message;
        }
        ToolCall call = message.toolCalls().getFirst();
        ObjectNode old = node().put("name", call.name()).put("arguments", call.arguments());
        return new AssistantMessage(
                message.content(),
                message.refusal(),
                message.reasoning(),
                message.thinkingBlocks(),
                List.of(),
                with(message.extras(), old));
    }

    /** The piece of an answer in that form. */
    static ChatChunk in(ChatChunk chunk) {
        List<ChatChunk.Choice> choices =
                chunk.choices().stream().map(OldFunctionCall::choice).toList();
        return new ChatChunk(choices, chunk.usage(), chunk.extras());
    }

    private static ChatChunk.Choice choice(ChatChunk.Choice choice) {
        return new ChatChunk.Choice(
                choice.index(), delta(choice.delta()), reason(choice.finishReason()), choice.logprobs());
    }

    private static Delta delta(Delta delta) {
        Map<String, JsonNode> extras = delta.extras();
        for (ToolCallDelta call : delta.toolCalls()) {
            if (call.index() == 0) {
                ObjectNode old = node();
                call.name().ifPresent(name -> old.put("name", name));
                extras = with(extras, old.put("arguments", call.arguments()));
            }
        }
        return new Delta(
                delta.role(),
                delta.content(),
                delta.refusal(),
                delta.reasoning(),
                delta.thinkingBlocks(),
                List.of(),
                extras);
    }

    private static Optional<FinishReason> reason(Optional<FinishReason> reason) {
        return reason.map(word -> word == FinishReason.TOOL_CALLS ? FinishReason.FUNCTION_CALL : word);
    }

    private static Map<String, JsonNode> with(Map<String, JsonNode> extras, ObjectNode call) {
        Map<String, JsonNode> all = new HashMap<>(extras);
        all.put(OldFunctions.CALL, call);
        return all;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
