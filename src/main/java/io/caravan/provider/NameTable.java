package io.caravan.provider;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator says of models by their names, or by families of names with a star; case does not count. A whole name
 * says more than a family, and of families the one that tells most of the name.
 */
final class NameTable<T> {

    private final Map<String, T> whole = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Family<T>> families;

    /** What is said of names with a star. */
    record Family<T>(Wildcard names, T value) {}

    /** @throws IllegalArgumentException if a name is there twice, is blank or has more than one star */
    NameTable(Map<String, T> values) {
        values.forEach(this::put);
        families = whole.entrySet().stream()
                .filter(entry -> Wildcard.in(entry.getKey()))
                .map(entry -> new Family<>(Wildcard.of(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingInt(
                                (Family<T> family) -> family.names().length())
                        .reversed())
                .toList();
        whole.keySet().removeIf(Wildcard::in);
    }

    private void put(String name, T value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model's name is missing");
        }
        if (whole.put(name, value) != null) {
            throw new IllegalArgumentException("\"" + name + "\" is there twice; case does not count");
        }
    }

    boolean isEmpty() {
        return whole.isEmpty() && families.isEmpty();
    }

    /** What is said of this very name. */
    Optional<T> whole(String name) {
        return Optional.ofNullable(whole.get(name));
    }

    /** The family that the name is of. */
    Optional<Family<T>> family(String name) {
        return families.stream().filter(family -> family.names().matches(name)).findFirst();
    }

    /** What is said of a model that goes by all those names, of which the first say most. */
    Optional<T> first(List<String> names) {
        return names.stream()
                .map(this::whole)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> families.stream()
                        .filter(family -> names.stream().anyMatch(family.names()::matches))
                        .map(Family::value)
                        .findFirst());
    }
}
