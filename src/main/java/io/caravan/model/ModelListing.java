package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** The models of a provider as clients are told of them. */
public record ModelListing(
        String provider,
        List<ModelInfo> models,
        @JsonUnwrapped Provenance provenance) {

    /** What clients are told of a list. */
    public static ModelListing of(ModelList list) {
        return new ModelListing(
                list.provider().id(),
                list.models().stream()
                        .map(model -> ModelInfo.of(list.provider(), model))
                        .toList(),
                Provenance.of(list));
    }
}
