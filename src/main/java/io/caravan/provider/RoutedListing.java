package io.caravan.provider;

import io.caravan.error.Origin;
import java.util.Optional;

/**
 * The question to a provider which models it has.
 *
 * @param cursor where the page begins that is asked for, nothing for the first
 */
public record RoutedListing(Provider provider, Optional<String> cursor) implements Routed {

    @Override
    public String model() {
        return "models";
    }

    @Override
    public Origin origin() {
        return new Origin(provider.id(), "models");
    }

    @Override
    public boolean streams() {
        return false;
    }
}
