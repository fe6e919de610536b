package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.provider.ModelFacts.Ability;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider's JSON tells of a model, gathered member by member: the first that tells something counts, and one that
 * is missing or of the wrong kind tells nothing.
 */
public final class ToldFacts {

    private final String model;
    private final Map<Ability, Boolean> abilities = new EnumMap<>(Ability.class);
    private Optional<String> displayName = Optional.empty();
    private Optional<Integer> contextWindow = Optional.empty();
    private Optional<Integer> maxOutput = Optional.empty();

    /**
     * @param model its name, which is no name for people to read
     */
    public ToldFacts(String model) {
        this.model = model;
    }

    /** What people call the model. */
    public ToldFacts called(JsonNode name) {
        displayName = displayName.or(() -> Optional.ofNullable(name.textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals(model)));
        return this;
    }

    /** How many tokens go in. */
    public ToldFacts takes(JsonNode tokens) {
        contextWindow = contextWindow.or(() -> count(tokens));
        return this;
    }

    /** How many tokens come out at most. */
    public ToldFacts gives(JsonNode tokens) {
        maxOutput = maxOutput.or(() -> count(tokens));
        return this;
    }

    /** Whether the model is able to do that. */
    public ToldFacts can(Ability ability, JsonNode flag) {
        return flag.isBoolean() ? can(ability, flag.booleanValue()) : this;
    }

    /** Whether the model is able to do that, by the word that stands for it in a list of all that it is able to do. */
    public ToldFacts can(Ability ability, JsonNode list, String word) {
        return list.isArray() ? can(ability, has(list, word)) : this;
    }

    /** Whether the model is able to do that. */
    public ToldFacts can(Ability ability, boolean able) {
        abilities.putIfAbsent(ability, able);
        return this;
    }

    /** Whether a list has a word in it. */
    public static boolean has(JsonNode list, String word) {
        return list.valueStream().anyMatch(item -> word.equals(item.textValue()));
    }

    private static Optional<Integer> count(JsonNode tokens) {
        boolean told = tokens.canConvertToExactIntegral() && tokens.canConvertToInt() && tokens.intValue() > 0;
        return told ? Optional.of(tokens.intValue()) : Optional.empty();
    }

    /** All that was told. */
    public ModelFacts facts() {
        return new ModelFacts(displayName, contextWindow, maxOutput, abilities);
    }
}
