package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;

/** How a provider is asked which models it has. It has no state of its own. */
public interface ListingTransformer {

    /** The request for one page: a GET, or a POST if it has a body. */
    UpstreamRequest request(RoutedListing listing);

    /**
     * The models of a page that can be used for chat.
     *
     * @param body JSON of any shape: what is no list is an error
     * @throws GatewayException if the body holds an error or is no list
     */
    ModelPage page(RoutedListing listing, JsonNode body);

    /** The failure that an error answer tells, whatever its body. */
    GatewayException error(UpstreamFailure failure);

    /**
     * Makes sure that what a provider's route file says about its list makes sense.
     *
     * @throws IllegalArgumentException that says what does not
     */
    default void check(Provider provider) {
        // A list without words of its own has nothing to object to.
    }

    /**
     * The page that the provider answered.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    default ModelPage answer(UpstreamAnswer answer) {
        return answer.reader().read(answer, this);
    }
}
