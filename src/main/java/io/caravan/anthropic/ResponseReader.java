package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole answer, block by block. */
final class ResponseReader {

    private final JsonOutput output;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<JsonNode> thinkingBlocks = new ArrayList<>();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private final ProviderFields fields = new ProviderFields();
    private Optional<String> json = Optional.empty();

    private ResponseReader(JsonOutput output) {
        this.output = output;
    }

    /**
     * The answer that a body holds.
     *
     * @param output the way in which JSON was asked for
     */
    static ChatResponse read(JsonNode body, Head head, JsonOutput output) {
        ResponseReader reader = new ResponseReader(output);
        body.path("content").forEach(reader::add);
        TokenCounts counts = new TokenCounts();
        counts.take(body.path("usage"));
        return new ChatResponse(
                head.id(),
                head.created(),
                head.model(),
                List.of(reader.choice(StopReason.of(body))),
                counts.usage(),
                counts.extras());
    }

    /** Blocks of kinds that are not known are passed over. */
    private void add(JsonNode block) {
        switch (block.path("type").asText()) {
            case "text" -> addText(block);
            case "thinking" -> addThinking(block);
            case "redacted_thinking" -> thinkingBlocks.add(block);
            case "tool_use" -> addCall(block);
            default -> {}
        }
    }

    private void addText(JsonNode block) {
        text.append(block.path("text").asText(""));
        block.path("citations").forEach(fields::cite);
    }

    private void addThinking(JsonNode block) {
        reasoning.append(block.path("thinking").asText(""));
        thinkingBlocks.add(block);
    }

    private void addCall(JsonNode block) {
        String name = block.path("name").asText("");
        if (output instanceof AnswerTool tool && name.equals(AnswerTool.NAME)) {
            json = json.or(() -> Optional.of(tool.answer(block.path("input"))));
            return;
        }
        JsonNode input = block.path("input");
        String arguments = input.isObject() ? input.toString() : "{}";
        toolCalls.add(new ToolCall(CallId.of(block), name, arguments, Map.of()));
    }

    private ChatResponse.Choice choice(StopReason reason) {
        FinishReason finish = reason.finish(!toolCalls.isEmpty());
        reason.addTo(fields);
        AssistantMessage message = new AssistantMessage(
                json.or(this::content),
                reason.explanation(),
                Optional.of(reasoning.toString()).filter(words -> !words.isEmpty()),
                thinkingBlocks,
                toolCalls,
                fields.extras());
        return new ChatResponse.Choice(0, message, Optional.of(finish), Optional.empty());
    }

    private Optional<String> content() {
        boolean onlyCalls = text.isEmpty() && !toolCalls.isEmpty();
        return onlyCalls ? Optional.empty() : Optional.of(text.toString());
    }
}
