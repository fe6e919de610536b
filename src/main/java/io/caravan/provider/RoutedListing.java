package io.caravan.provider;

import io.caravan.error.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * The question to a provider which models it has.
 *
 * @param cursor where the page begins that is asked for, nothing for the first
 */
public record RoutedListing(Provider provider, Optional<String> cursor) implements Routed {

    /**
     * The question as a GET.
     *
     * @param usual the path, query included, unless the provider's file tells another
     * @param option the one that has the cursor
     */
    public UpstreamRequest get(String usual, String option, Map<String, String> headers) {
        String path = Listing.of(provider.quirks()).path(usual, option, cursor);
        return new UpstreamRequest(this, path, headers, new byte[0]);
    }

    /** The question as a GET where there is but one page. */
    public UpstreamRequest get(String usual, Map<String, String> headers) {
        return get(usual, "", headers);
    }

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
