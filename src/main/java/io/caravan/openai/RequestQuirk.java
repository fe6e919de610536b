package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.RoutedRequest;

/** One way in which a provider wants its requests different from OpenAI's. */
@FunctionalInterface
interface RequestQuirk {

    /**
     * Changes the body to what the provider wants.
     *
     * @throws io.caravan.error.GatewayException if the provider cannot take what is asked
     */
    void apply(RoutedRequest routed, ObjectNode body);
}
