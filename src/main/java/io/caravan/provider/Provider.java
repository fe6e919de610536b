package io.caravan.provider;

import java.util.List;
import java.util.Optional;

/**
 * A service that serves models.
 *
 * @param id the prefix of its models' names and the name of its route
 * @param aliases further prefixes
 * @param modelPatterns bare model names that are its own
 * @param keyVariables names of the variables that may hold its key, the recommended first
 * @param key the key, if one of the variables is set
 * @param keyless whether it can be called without a key
 * @param baseUrl what every path is appended to, without a slash at the end
 * @param quirks how it differs from its dialect
 */
public record Provider(
        String id,
        List<String> aliases,
        List<ModelPattern> modelPatterns,
        List<String> keyVariables,
        Optional<String> key,
        boolean keyless,
        String baseUrl,
        Quirks quirks) {

    public Provider {
        aliases = List.copyOf(aliases);
        modelPatterns = List.copyOf(modelPatterns);
        keyVariables = List.copyOf(keyVariables);
    }

    /** Whether it can be called: it has its key or needs none. */
    public boolean configured() {
        return keyless || key.isPresent();
    }

    @Override
    public String toString() {
        return "provider " + id;
    }
}
