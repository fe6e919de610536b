package io.caravan.simulator;

import io.caravan.call.Call;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.error.GatewayException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A performance as the pieces of an answer. */
final class SimulatedStream implements ChatStream {

    private final Head head;
    private final Performance performance;
    private final SimulatedFailures failures;
    private final Queue<ChatChunk> chunks = new ArrayDeque<>();
    private Runnable beforeWait = () -> {};
    private boolean complete;

    /**
     * Waits for the first piece, so that what goes wrong before it fails here, before anything was promised.
     *
     * @throws GatewayException if something does
     */
    SimulatedStream(Head head, Performance performance, SimulatedFailures failures) {
        this.head = head;
        this.performance = performance;
        this.failures = failures;
        fill();
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public Optional<ChatChunk> next() {
        fill();
        return Optional.ofNullable(chunks.poll());
    }

    @Override
    public void beforeWait(Runnable action) {
        beforeWait = action;
    }

    private void fill() {
        if (!chunks.isEmpty() || complete) {
            return;
        }
        if (performance.waits()) {
            beforeWait.run();
            failures.call().ifPresent(Call::waits);
        }
        Beat beat = performance.next();
        switch (beat) {
            case Beat.Begin _ -> chunks.add(ChatChunk.of(Delta.start()));
            case Beat.Thought thought -> chunks.add(ChatChunk.of(Delta.reasoning(thought.text())));
            case Beat.Word word -> chunks.add(ChatChunk.of(Delta.content(word.text())));
            case Beat.Argument argument -> chunks.add(ChatChunk.of(call(argument)));
            case Beat.End _ -> end();
            case Beat.Wrong wrong -> throw failures.of(wrong.kind());
            case Beat.Stopped _ -> throw failures.stopped();
        }
        failures.call().ifPresent(Call::advances);
    }

    private Delta call(Beat.Argument argument) {
        Script.Call call = argument.call();
        boolean first = argument.first();
        Delta.ToolCallDelta piece = new Delta.ToolCallDelta(
                call.index(),
                Optional.of(call.id("call_", head)).filter(_ -> first),
                Optional.of(call.tool()).filter(_ -> first),
                argument.text(),
                Map.of());
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(piece),
                Map.of());
    }

    private void end() {
        complete = true;
        chunks.add(ChatChunk.finish(0, performance.script().finish()));
        chunks.add(ChatChunk.usage(performance.script().usage()));
    }

    @Override
    public void close() {
        performance.close();
    }
}
