package io.caravan.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A stop sequence where it ends an answer.
 *
 * @param before what is said before it
 */
record Stop(String sequence, List<String> before) {

    /** The stop sequence that comes first in the words, if any is there. */
    static Optional<Stop> first(List<String> words, List<String> sequences) {
        if (sequences.isEmpty()) {
            return Optional.empty();
        }
        String text = String.join("", words);
        return sequences.stream()
                .filter(text::contains)
                .min(Comparator.comparingInt(text::indexOf))
                .map(sequence -> new Stop(sequence, Tokens.of(text.substring(0, text.indexOf(sequence)))));
    }
}
