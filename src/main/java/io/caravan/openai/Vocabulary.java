package io.caravan.openai;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The words that may stand in a place of a route file. */
record Vocabulary(Set<String> words) {

    static Vocabulary of(Collection<String> words) {
        return new Vocabulary(new TreeSet<>(words));
    }

    static Vocabulary of(String... words) {
        return of(Set.of(words));
    }

    /** The vocabulary with further words. */
    Vocabulary and(String... more) {
        Set<String> all = new TreeSet<>(words);
        Collections.addAll(all, more);
        return new Vocabulary(all);
    }

    /**
     * The words of a text, all of which are known.
     *
     * @throws IllegalArgumentException that names the first which is not
     */
    Set<String> all(Collection<String> used) {
        used.forEach(this::known);
        return Set.copyOf(used);
    }

    /** The word, which is known. */
    String one(String word) {
        known(word);
        return word;
    }

    private void known(String word) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException("\"" + word + "\" is none of " + String.join(", ", words));
        }
    }
}
