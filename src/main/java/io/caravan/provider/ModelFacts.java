package io.caravan.provider;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a model. What is not known is empty, and never taken for a no.
 *
 * @param displayName for people to read
 * @param contextWindow tokens that go in
 * @param maxOutput tokens that come out at most
 */
public record ModelFacts(
        Optional<String> displayName,
        Optional<Integer> contextWindow,
        Optional<Integer> maxOutput,
        Map<Ability, Boolean> abilities) {

    /** Nothing is known. */
    public static final ModelFacts UNKNOWN =
            new ModelFacts(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /** What a model may be able to do. */
    public enum Ability {
        IMAGES,
        AUDIO,
        DOCUMENTS,
        TOOLS,
        PARALLEL_TOOLS,
        STRUCTURED_OUTPUT,
        REASONING,
        PROMPT_CACHING
    }

    public ModelFacts {
        abilities = Map.copyOf(abilities);
    }

    /** Whether the model is able to do that, if it is known. */
    public Optional<Boolean> can(Ability ability) {
        return Optional.ofNullable(abilities.get(ability));
    }

    /** These facts, and the others where these tell nothing. */
    public ModelFacts or(ModelFacts others) {
        if (equals(UNKNOWN) || others.equals(UNKNOWN)) {
            return equals(UNKNOWN) ? others : this;
        }
        Map<Ability, Boolean> all = new EnumMap<>(Ability.class);
        all.putAll(others.abilities);
        all.putAll(abilities);
        return new ModelFacts(
                displayName.or(others::displayName),
                contextWindow.or(others::contextWindow),
                maxOutput.or(others::maxOutput),
                all);
    }
}
