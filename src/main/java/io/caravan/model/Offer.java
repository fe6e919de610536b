package io.caravan.model;

import io.caravan.provider.ListedModel;
import io.caravan.provider.Place;
import io.caravan.provider.Provider;

/**
 * A model that callers may ask for.
 *
 * @param id what they call it
 * @param rank the lower, the earlier it is told
 */
record Offer(String id, Provider provider, ListedModel model, int rank) {

    /** Whether it goes by its own name with its provider's prefix, and not by an alias. */
    boolean prefixed() {
        return id.equals(new Place(provider, model.name()).id());
    }
}
