package io.caravan.provider;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A whole answer in the form of a stream, for a provider that was asked to stream and did not. */
final class WholeStream implements ChatStream {

    private final Head head;
    private final Queue<ChatChunk> chunks = new ArrayDeque<>();

    WholeStream(ChatResponse response) {
        head = new Head(response.id(), response.created(), response.model());
        for (ChatResponse.Choice choice : response.choices()) {
            chunks.add(ChatChunk.of(new ChatChunk.Choice(
                    choice.index(), delta(choice.message()), Optional.empty(), choice.logprobs())));
            chunks.add(ChatChunk.finish(choice.index(), choice.finishReason().orElse(FinishReason.STOP)));
        }
        chunks.add(new ChatChunk(List.of(), response.usage(), response.extras()));
    }

    private static Delta delta(AssistantMessage message) {
        List<ToolCallDelta> calls = new ArrayList<>();
        for (ToolCall call : message.toolCalls()) {
            calls.add(new ToolCallDelta(
                    calls.size(), Optional.of(call.id()), Optional.of(call.name()), call.arguments(), call.extras()));
        }
        return new Delta(
                Optional.of(Role.ASSISTANT),
                message.content(),
                message.refusal(),
                message.reasoning(),
                message.thinkingBlocks(),
                calls,
                message.extras());
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public Optional<ChatChunk> next() {
        return Optional.ofNullable(chunks.poll());
    }

    @Override
    public void beforeWait(Runnable action) {
        // Nothing is ever waited for.
    }

    @Override
    public void close() {
        chunks.clear();
    }
}
