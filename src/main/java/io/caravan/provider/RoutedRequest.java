package io.caravan.provider;

import io.caravan.chat.ChatRequest;
import io.caravan.error.Origin;

/**
 * A request whose provider has been chosen.
 *
 * @param model the model as the provider names it
 */
public record RoutedRequest(ChatRequest chat, Provider provider, String model) {

    /** The place to name in an error. */
    public Origin origin() {
        return new Origin(provider.id(), chat.model());
    }
}
