package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.provider.Place;
import io.caravan.provider.Provider;
import java.util.List;

/**
 * A provider as clients are told of it.
 *
 * @param enabled whether it can be called
 * @param variables names of those that may hold its key
 * @param models their ids
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProviderInfo(
        String id,
        List<String> aliases,
        boolean enabled,
        List<String> variables,
        boolean embeddings,
        @JsonUnwrapped Provenance provenance,
        List<String> models) {

    /** What clients are told of the provider of a list. */
    static ProviderInfo of(ModelList list) {
        Provider provider = list.provider();
        return new ProviderInfo(
                provider.id(),
                provider.aliases(),
                provider.configured(),
                provider.keyVariables(),
                provider.embeds(),
                Provenance.of(list),
                list.models().stream()
                        .map(model -> new Place(provider, model.name()).id())
                        .toList());
    }
}
