package io.caravan.simulator;

import io.caravan.chat.ReasoningEffort;
import java.util.ArrayList;
import java.util.List;

/** What a simulated model says to itself before it answers. */
final class Thoughts {

    /** How many words it thinks when nobody says how much. */
    static final int SOME = 24;

    private static final List<String> WORDS = Tokens.of(" Let me see what is asked here, and take it step by step."
            + " First I read the question, then I weigh what I know, and then I put it into words.");

    private Thoughts() {}

    /** How many words an effort is worth. */
    static int of(ReasoningEffort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL -> 8;
            case LOW -> 16;
            case MEDIUM -> SOME;
            case HIGH -> 48;
            case XHIGH -> 96;
            case MAX -> 192;
        };
    }

    static List<String> tokens(int count) {
        List<String> tokens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String word = WORDS.get(i % WORDS.size());
            tokens.add(i == 0 ? word.strip() : word);
        }
        return tokens;
    }
}
