package io.caravan.anthropic;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import java.util.function.Consumer;

/**
 * The text of a stream, passed on as it comes; or held while a model that was asked for JSON is free to say
 * something before it calls the {@link AnswerTool}, which would make the content no JSON.
 */
final class StreamedText {

    private final boolean holds;
    private final StringBuilder held = new StringBuilder();

    StreamedText(JsonOutput output) {
        this.holds = output instanceof AnswerTool tool && !tool.forced();
    }

    void add(String text, Consumer<ChatChunk> chunks) {
        if (holds) {
            held.append(text);
        } else {
            send(text, chunks);
        }
    }

    /** The answer comes otherwise. */
    void drop() {
        held.setLength(0);
    }

    /** No answer came otherwise, so this is it. */
    void release(Consumer<ChatChunk> chunks) {
        send(held.toString(), chunks);
        held.setLength(0);
    }

    /** Passes text on, unless there is none. */
    static void send(String text, Consumer<ChatChunk> chunks) {
        if (!text.isEmpty()) {
            chunks.accept(ChatChunk.of(Delta.content(text)));
        }
    }
}
