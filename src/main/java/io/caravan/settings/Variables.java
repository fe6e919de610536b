package io.caravan.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Named settings from outside, which Spring's environment knows. Case does not count, and blank is unset. */
public final class Variables {

    private final Function<String, Optional<String>> environment;
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param environment asked first, for names as they are written
     * @param sources where variables may have names in another case; what is set in several of them counts as in the first
     */
    public Variables(Function<String, Optional<String>> environment, List<? extends Map<String, ?>> sources) {
        this.environment = environment;
        sources.forEach(source -> source.forEach((name, value) -> put(name, value.toString())));
    }

    private void put(String name, String value) {
        if (!value.isBlank()) {
            values.putIfAbsent(name, value.strip());
        }
    }

    /** The value of the first of those names that is set. */
    public Optional<String> first(List<String> names) {
        return named(names).map(Variable::value);
    }

    /** The first of those names that is set, with its value. */
    public Optional<Variable> named(List<String> names) {
        return names.stream()
                .flatMap(name -> value(name).map(value -> new Variable(name, value)).stream())
                .findFirst();
    }

    private Optional<String> value(String name) {
        return environment
                .apply(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(values.get(name)));
    }

    /** A variable that is set. */
    public record Variable(String name, String value) {}
}
