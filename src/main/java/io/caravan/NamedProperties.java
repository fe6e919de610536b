package io.caravan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Properties below another that have names of the operator's own, in which there are slashes and stars. Spring's binding
 * would take those out, so the names are read as they were written.
 */
final class NamedProperties {

    private final ConfigurableEnvironment environment;

    NamedProperties(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** The values by their names; of one that is set in several places the place that counts most. */
    Map<String, String> below(String parent) {
        Map<String, String> values = new LinkedHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String property : listed.getPropertyNames()) {
                    name(property, parent).ifPresent(name -> values.putIfAbsent(name, value(listed, property)));
                }
            }
        }
        return values;
    }

    /** Both {@code parent.name} and {@code parent[name]} are usual. */
    private static Optional<String> name(String property, String parent) {
        if (!property.startsWith(parent)) {
            return Optional.empty();
        }
        String rest = property.substring(parent.length());
        String name = rest.startsWith(".") ? rest.substring(1) : rest;
        if (name.startsWith("[") && name.endsWith("]")) {
            return Optional.of(name.substring(1, name.length() - 1));
        }
        return rest.startsWith(".") ? Optional.of(name) : Optional.empty();
    }

    private String value(PropertySource<?> source, String property) {
        return environment
                .resolvePlaceholders(String.valueOf(source.getProperty(property)))
                .strip();
    }
}
