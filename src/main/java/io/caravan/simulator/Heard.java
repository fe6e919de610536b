package io.caravan.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a simulated model has heard of a conversation.
 *
 * @param lastWords what the user said last
 * @param tokens how many words came in
 * @param seen what came with the user's last words, such as {@code an image/png of 68 bytes}
 * @param results what tools have answered since
 */
record Heard(String lastWords, int tokens, List<String> seen, List<Result> results) {

    /** What a tool answered. */
    record Result(String tool, String text) {}

    Heard {
        lastWords = Tokens.wellFormed(lastWords);
        seen = seen.stream().map(Tokens::wellFormed).toList();
        results = List.copyOf(results);
    }

    /** The names of the tools that have answered. */
    Set<String> answered() {
        return results.stream().map(Result::tool).collect(Collectors.toSet());
    }

    /** Those answers in words, one a line. */
    String told() {
        return Tokens.wellFormed(results.stream()
                .map(result -> result.tool() + " said: " + result.text())
                .collect(Collectors.joining("\n")));
    }

    /** What was seen, in a sentence. */
    String sight() {
        return "I see " + String.join(" and ", seen) + ".";
    }
}
