package io.caravan.simulator;

import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated model will say, word for word.
 *
 * @param thoughts the words of its reasoning
 * @param stop the stop sequence that ended the answer, if one did
 */
record Script(List<String> thoughts, List<String> words, FinishReason finish, Optional<String> stop, Usage usage) {

    Script {
        thoughts = List.copyOf(thoughts);
        words = List.copyOf(words);
    }

    String thought() {
        return String.join("", thoughts);
    }

    String text() {
        return String.join("", words);
    }

    /** Thoughts and words together. */
    int length() {
        return thoughts.size() + words.size();
    }
}
