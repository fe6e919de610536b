package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.Place;
import io.caravan.provider.Provider;
import org.jspecify.annotations.Nullable;

/**
 * A model as clients are told of it. What is not known of an ability is told as a no, of a limit as null.
 *
 * @param id to be used in requests, with the provider's prefix
 * @param name as the provider spells it
 * @param maxTokens that go in
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ModelInfo(
        String id,
        String name,
        String provider,
        String displayName,
        boolean supportsStructuredOutput,
        boolean supportsVision,
        boolean supportsFunctionCalling,
        boolean supportsReasoning,
        @Nullable Integer maxTokens,
        @Nullable Integer maxOutputTokens) {

    /** What clients are told of a provider's model. */
    public static ModelInfo of(Provider provider, ListedModel model) {
        return of(new Place(provider, model.name()).id(), provider, model);
    }

    /** What clients are told of a provider's model under that id. */
    static ModelInfo of(String id, Provider provider, ListedModel model) {
        ModelFacts facts = model.facts();
        return new ModelInfo(
                id,
                model.name(),
                provider.id(),
                facts.displayName().orElse(model.name()),
                facts.can(Ability.STRUCTURED_OUTPUT).orElse(false),
                facts.can(Ability.IMAGES).orElse(false),
                facts.can(Ability.TOOLS).orElse(false),
                facts.can(Ability.REASONING).orElse(false),
                facts.contextWindow().orElse(null),
                facts.maxOutput().orElse(null));
    }
}
