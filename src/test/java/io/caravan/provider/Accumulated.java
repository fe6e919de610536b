package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of a stream as a strict client puts them together: id and name once, indexes in order, only fragments after. */
record Accumulated(List<ToolCall> calls, Optional<FinishReason> finish) {

    static Accumulated of(ChatStream stream) {
        List<ToolCall> calls = new ArrayList<>();
        Optional<FinishReason> finish = Optional.empty();
        for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            for (ChatChunk.Choice choice : chunk.get().choices()) {
                assertThat(finish).as("nothing comes after the end of a choice").isEmpty();
                choice.delta().toolCalls().forEach(delta -> take(delta, calls));
                finish = choice.finishReason();
            }
        }
        return new Accumulated(calls, finish);
    }

    private static void take(ToolCallDelta delta, List<ToolCall> calls) {
        if (delta.index() == calls.size()) {
            assertThat(delta.id()).as("the first piece has the id").isPresent();
            assertThat(delta.name()).as("the first piece has the name").isPresent();
            calls.add(new ToolCall(delta.id().orElseThrow(), delta.name().orElseThrow(), delta.arguments(), Map.of()));
            return;
        }
        assertThat(delta.index()).as("calls begin in order").isLessThan(calls.size());
        assertThat(delta.id()).as("later pieces have no id").isEmpty();
        assertThat(delta.name()).as("later pieces have no name").isEmpty();
        ToolCall begun = calls.get(delta.index());
        calls.set(
                delta.index(), new ToolCall(begun.id(), begun.name(), begun.arguments() + delta.arguments(), Map.of()));
    }
}
