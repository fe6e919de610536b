package io.caravan.provider;

import java.util.List;
import java.util.Optional;

/**
 * A service that serves models.
 *
 * @param id the prefix of its models' names and the name of its route
 * @param aliases further prefixes
 * @param modelPatterns bare model names that are its own
 * @param keyVariables names of the variables that may hold its key, the recommended first, or of those that have to
 *     be set or mended before a key is of use
 * @param key the key, if one of the variables is set; several that belong together are divided by spaces
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

    /** The same provider opened with another key. */
    public Provider withKey(String other) {
        return new Provider(id, aliases, modelPatterns, keyVariables, Optional.of(other), keyless, baseUrl, quirks);
    }

    /** The same provider described with other words. */
    public Provider withQuirks(Quirks other) {
        return new Provider(id, aliases, modelPatterns, keyVariables, key, keyless, baseUrl, other);
    }

    /** The same provider at another address. */
    public Provider at(String other) {
        return new Provider(id, aliases, modelPatterns, keyVariables, key, keyless, other, quirks);
    }

    /** Whether a bare model name is one of its own. */
    boolean owns(String model) {
        return modelPatterns.stream().anyMatch(pattern -> pattern.matches(model));
    }

    /** Whether it lists this very name, letter for letter. */
    boolean lists(String model) {
        return modelPatterns.stream().anyMatch(pattern -> pattern.glob().equals(model));
    }

    /** Whether it has embeddings: a route of its own leads to them. */
    public boolean embeds() {
        return quirks.embeddings().word("of").isPresent();
    }

    @Override
    public String toString() {
        return "provider " + id;
    }
}
