package io.caravan.provider;

import java.util.List;
import java.util.Optional;

/**
 * Some of a provider's models.
 *
 * @param models those that can chat, in the provider's order
 * @param next the cursor of the page after this, nothing if it is the last
 */
public record ModelPage(List<ListedModel> models, Optional<String> next) {

    public ModelPage {
        models = List.copyOf(models);
    }
}
