package io.caravan.provider;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A provider's models, gathered page by page: each once, in the provider's order. */
public final class GatheredModels {

    static final int MOST_PAGES = 50;
    static final int MOST_MODELS = 10_000;

    private final Provider provider;
    private final Listing listing;
    private final Map<String, ListedModel> models = new LinkedHashMap<>();
    private final Set<String> cursors = new HashSet<>();

    public GatheredModels(Provider provider) {
        this.provider = provider;
        this.listing = Listing.of(provider.quirks());
    }

    /**
     * Takes a page's models for chat, and tells which page is to be asked for next, if there is one.
     *
     * @throws GatewayException if the list has no end
     */
    public Optional<RoutedListing> add(ModelPage page) {
        for (ListedModel model : page.models()) {
            if (listing.shows(model.name())) {
                models.putIfAbsent(model.name(), model);
            }
        }
        if (models.size() > MOST_MODELS) {
            throw endless("lists more than " + MOST_MODELS + " models");
        }
        page.next().ifPresent(this::turn);
        return page.next().map(cursor -> new RoutedListing(provider, Optional.of(cursor)));
    }

    private void turn(String cursor) {
        if (!cursors.add(cursor)) {
            throw endless("lists its models in a circle");
        }
        if (cursors.size() >= MOST_PAGES) {
            throw endless("lists its models on more than " + MOST_PAGES + " pages");
        }
    }

    private GatewayException endless(String what) {
        return new GatewayException(ErrorCode.BAD_ANSWER, provider.id() + " " + what)
                .at(new RoutedListing(provider, Optional.empty()).origin());
    }

    /** The models so far. */
    public List<ListedModel> models() {
        return List.copyOf(models.values());
    }
}
