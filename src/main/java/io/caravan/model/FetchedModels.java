package io.caravan.model;

import io.caravan.provider.ListedModel;
import java.time.Instant;
import java.util.List;

/** What a provider answered when it was asked for its models, and when that was. */
public record FetchedModels(List<ListedModel> models, Instant at) {

    public FetchedModels {
        models = List.copyOf(models);
    }
}
