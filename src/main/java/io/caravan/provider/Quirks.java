package io.caravan.provider;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a provider differs from the dialect it speaks, as written in its route file: words for the dialect's
 * transformer, which knows what they mean.
 */
public record Quirks(Map<String, String> words) {

    public static final Quirks NONE = new Quirks(Map.of());

    private static final String EMBEDDINGS = "embeddings.";

    public Quirks {
        words = Map.copyOf(words);
    }

    /** Those of the words that the provider's chat is described with. */
    public Quirks chat() {
        return new Quirks(words.entrySet().stream()
                .filter(word -> !word.getKey().startsWith(EMBEDDINGS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The words with which its embeddings are described, under their own names; none if it has none. */
    public Quirks embeddings() {
        return new Quirks(words.entrySet().stream()
                .filter(word -> word.getKey().startsWith(EMBEDDINGS))
                .collect(Collectors.toMap(word -> word.getKey().substring(EMBEDDINGS.length()), Map.Entry::getValue)));
    }

    /** These words and those with which the provider's embeddings are described. */
    public Quirks withEmbeddings(Quirks embeddings) {
        Map<String, String> all = new HashMap<>(words);
        embeddings.words().forEach((name, value) -> all.put(EMBEDDINGS + name, value));
        return new Quirks(all);
    }

    /** All words but those. */
    public Quirks without(Collection<String> names) {
        Map<String, String> others = new HashMap<>(words);
        others.keySet().removeAll(names);
        return new Quirks(others);
    }

    /** What was written under a name, if it is not blank. */
    public Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name)).filter(value -> !value.isBlank());
    }

    /** What was written under a name as a list, separated by commas. */
    public List<String> list(String name) {
        return word(name)
                .map(value -> Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }
}
