package io.caravan.anthropic;

import io.caravan.chat.Message;
import java.util.List;

/**
 * The turns in which a model calls tools and reads their results without the user saying anything new.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended thinking with tool
 *     use</a>
 */
final class ToolLoop {

    private ToolLoop() {}

    /**
     * Whether a conversation ends in such turns without what the model thought in them. The service then refuses
     * to let the model go on thinking.
     */
    static boolean lostThinking(List<Message> turns) {
        boolean called = false;
        boolean thought = false;
        boolean result = false;
        for (Message turn : turns) {
            switch (turn.role()) {
                case SYSTEM, DEVELOPER -> {}
                case TOOL, FUNCTION -> result = true;
                case USER -> {
                    called &= result;
                    thought &= result;
                }
                case ASSISTANT -> {
                    result = false;
                    called |= !turn.toolCalls().isEmpty();
                    thought |= turn.thinkingBlocks().stream().anyMatch(Conversation::signed);
                }
            }
        }
        return called && !thought;
    }
}
