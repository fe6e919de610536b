package io.caravan.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider differs from the dialect it speaks, as written in its route file: words for the dialect's
 * transformer, which knows what they mean.
 */
public record Quirks(Map<String, String> words) {

    public static final Quirks NONE = new Quirks(Map.of());

    public Quirks {
        words = Map.copyOf(words);
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
