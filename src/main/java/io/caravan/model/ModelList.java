package io.caravan.model;

import io.caravan.provider.ListedModel;
import io.caravan.provider.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The models of one provider, and where they are known from.
 *
 * @param fetchedAt when the provider told them; nothing if the catalogue did
 * @param error why the provider was asked in vain
 */
public record ModelList(
        Provider provider,
        List<ListedModel> models,
        Source source,
        Optional<Instant> fetchedAt,
        Optional<String> error) {

    /** Where a list is known from. */
    public enum Source {
        CACHE,
        API,
        CATALOGUE
    }

    public ModelList {
        models = List.copyOf(models);
    }
}
