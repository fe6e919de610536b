package io.caravan.simulator;

import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated model will say, word for word.
 *
 * @param thoughts the words of its reasoning
 * @param calls the tools that it calls
 * @param stop the stop sequence that ended the answer, if one did
 */
record Script(
        List<String> thoughts,
        List<String> words,
        List<Call> calls,
        FinishReason finish,
        Optional<String> stop,
        Usage usage) {

    /**
     * The call of a tool.
     *
     * @param index counts the calls of an answer from 0
     * @param pieces of its arguments, which are JSON
     * @param whole whether that is all of them
     */
    record Call(int index, String tool, List<String> pieces, boolean whole) {

        Call {
            tool = Tokens.wellFormed(tool);
            pieces = List.copyOf(pieces);
        }

        String arguments() {
            return String.join("", pieces);
        }

        /** The arguments, or an empty object if they are cut off. */
        String object() {
            return whole ? arguments() : "{}";
        }

        /** An id that no other call has. */
        String id(String prefix, Head head) {
            String answer = head.id();
            int bare = Math.max(answer.lastIndexOf('-'), answer.lastIndexOf('_')) + 1;
            return prefix + answer.substring(bare) + "_" + index;
        }

        /** As much of it as that many pieces are. */
        Call cut(int most) {
            return most >= pieces.size() ? this : new Call(index, tool, pieces.subList(0, most), false);
        }
    }

    Script {
        thoughts = List.copyOf(thoughts);
        words = List.copyOf(words);
        calls = List.copyOf(calls);
    }

    /** The same with the tokens that it takes. */
    Script with(Usage tokens) {
        return new Script(thoughts, words, calls, finish, stop, tokens);
    }

    String thought() {
        return String.join("", thoughts);
    }

    String text() {
        return String.join("", words);
    }

    /** Thoughts, words and pieces of calls together. */
    int length() {
        return thoughts.size()
                + words.size()
                + calls.stream().mapToInt(call -> call.pieces().size()).sum();
    }

    /** What happens at a place among all of them. */
    Beat beat(int position) {
        int rest = position;
        if (rest < thoughts.size()) {
            return new Beat.Thought(thoughts.get(rest));
        }
        rest -= thoughts.size();
        if (rest < words.size()) {
            return new Beat.Word(words.get(rest));
        }
        rest -= words.size();
        int call = 0;
        while (rest >= calls.get(call).pieces().size()) {
            rest -= calls.get(call).pieces().size();
            call++;
        }
        return new Beat.Argument(calls.get(call), rest);
    }
}
