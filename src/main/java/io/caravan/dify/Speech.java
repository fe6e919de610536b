package io.caravan.dify;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import java.util.function.Consumer;

/** The text of an answer: passed on as it comes, or kept until its end if the caller waits for all of it. */
final class Speech {

    private final boolean live;
    private final StringBuilder text = new StringBuilder();

    Speech(boolean live) {
        this.live = live;
    }

    void say(String piece, Consumer<ChatChunk> chunks) {
        text.append(piece);
        if (live) {
            pass(piece, chunks);
        }
    }

    /**
     * Puts other words in the place of all that was said.
     *
     * @return whether that was still possible
     */
    boolean replace(String other, Consumer<ChatChunk> chunks) {
        if (live && !text.isEmpty()) {
            return false;
        }
        text.setLength(0);
        say(other, chunks);
        return true;
    }

    /** Whether these words have been said. */
    boolean holds(String words) {
        return text.indexOf(words) >= 0;
    }

    /** Gives what was kept. */
    void end(Consumer<ChatChunk> chunks) {
        if (!live) {
            pass(text.toString(), chunks);
        }
    }

    private static void pass(String piece, Consumer<ChatChunk> chunks) {
        if (!piece.isEmpty()) {
            chunks.accept(ChatChunk.of(Delta.content(piece)));
        }
    }
}
