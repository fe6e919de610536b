package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import io.caravan.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A strict client: it accumulates a stream as OpenAI's own library does and minds every rule of the chunks. */
final class Listener {

    private final StreamTransformer stream;
    final List<ChatChunk> chunks = new ArrayList<>();
    final StringBuilder content = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final List<Call> calls = new ArrayList<>();
    final List<FinishReason> finishes = new ArrayList<>();
    Optional<Usage> usage = Optional.empty();

    Listener(StreamTransformer stream) {
        this.stream = stream;
    }

    /** Hears a stream whose bytes come one at a time. */
    Listener hear(String bytes) {
        var slow = new ByteArrayInputStream(bytes.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };
        SseReader reader = new SseReader(slow, 100_000);
        Optional<ServerSentEvent> event = next(reader);
        while (event.isPresent() && !stream.finished()) {
            stream.accept(event.get(), this::take);
            event = next(reader);
        }
        return this;
    }

    /** Hears events of one choice, given by what stands in its delta, and the end. */
    Listener hearDeltas(String... deltas) {
        for (String delta : deltas) {
            hear("data: {\"choices\":[{\"index\":0,\"delta\":" + delta.replace("\n", "") + "}]}\n\n");
        }
        return this;
    }

    Listener hearEnd(String finish) {
        return hear("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]}\n\n"
                + "data: [DONE]\n\n");
    }

    /** The members beside the choices of the chunk at some place. */
    JsonNode extra(int chunk, String name) {
        return chunks.get(chunk).extras().get(name);
    }

    private static Optional<ServerSentEvent> next(SseReader reader) {
        try {
            return reader.next();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void take(ChatChunk chunk) {
        chunks.add(chunk);
        usage = chunk.usage().or(() -> usage);
        for (ChatChunk.Choice choice : chunk.choices()) {
            check(finishes.isEmpty() || choice.index() > 0, "a choice goes on after its end");
            check(
                    choice.finishReason().isEmpty()
                            || choice.delta().content().isEmpty()
                                    && choice.delta().toolCalls().isEmpty(),
                    "the end of a choice says something else too");
            choice.delta().content().ifPresent(content::append);
            choice.delta().reasoning().ifPresent(reasoning::append);
            choice.delta().refusal().ifPresent(refusal::append);
            choice.delta().toolCalls().forEach(this::take);
            choice.finishReason().ifPresent(finishes::add);
        }
    }

    private void take(ToolCallDelta delta) {
        check(delta.index() <= calls.size(), "a call is left out");
        boolean first = delta.index() == calls.size();
        check(first == delta.id().isPresent(), "the id of a call comes once, in its first piece");
        check(first == delta.name().isPresent(), "the name of a call comes once, in its first piece");
        check(delta.id().orElse("x").length() > 0, "an id is empty");
        if (first) {
            calls.add(new Call(delta.id().orElseThrow()));
        }
        Call call = calls.get(delta.index());
        call.name += delta.name().orElse("");
        call.arguments += delta.arguments();
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new AssertionError(rule);
        }
    }

    /** A tool call as far as it has been heard. */
    static final class Call {
        final String id;
        String name = "";
        String arguments = "";

        Call(String id) {
            this.id = id;
        }

        @Override
        public String toString() {
            return id + " " + name + arguments;
        }
    }
}
