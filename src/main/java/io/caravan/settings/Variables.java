package io.caravan.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Named settings from outside: the environment, then the {@code .env} file. Case does not count, blank is unset. */
public final class Variables {

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param environment wins over the file
     * @param file what the {@code .env} file says
     */
    public Variables(Map<String, String> environment, Map<String, String> file) {
        file.forEach(this::put);
        environment.forEach(this::put);
    }

    private void put(String name, String value) {
        if (!value.isBlank()) {
            values.put(name.toUpperCase(Locale.ROOT), value.strip());
        }
    }

    /** The value of the first of those names that is set. */
    public Optional<String> first(List<String> names) {
        return names.stream()
                .map(values::get)
                .filter(value -> value != null)
                .findFirst();
    }
}
