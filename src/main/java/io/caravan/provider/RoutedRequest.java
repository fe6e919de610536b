package io.caravan.provider;

import io.caravan.chat.ChatRequest;
import io.caravan.error.Origin;

/**
 * A chat request whose provider has been chosen.
 *
 * @param model the model as the provider names it
 */
public record RoutedRequest(ChatRequest chat, Provider provider, String model) implements Routed {

    @Override
    public Origin origin() {
        return new Origin(provider.id(), chat.model());
    }

    @Override
    public boolean streams() {
        return chat.stream();
    }
}
