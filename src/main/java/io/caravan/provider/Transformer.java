package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatResponse;
import io.caravan.error.GatewayException;

/** A wire dialect: how a request, an answer, a stream and an error look there. It has no state of its own. */
public interface Transformer {

    /**
     * The request as the provider wants it.
     *
     * @throws GatewayException if the dialect cannot express what is asked
     */
    UpstreamRequest request(RoutedRequest request);

    /**
     * A whole answer.
     *
     * @param body JSON, of any shape: what is no answer is an error
     * @throws GatewayException if the body holds an error or is no answer at all
     */
    ChatResponse response(RoutedRequest request, JsonNode body);

    /** The reader of one stream. */
    StreamTransformer stream(RoutedRequest request);

    /** The failure that an error answer tells, whatever its body. */
    GatewayException error(UpstreamFailure failure);

    /**
     * Makes sure that what a provider's route file says makes sense in this dialect.
     *
     * @throws IllegalArgumentException that says what does not
     */
    default void check(Provider provider) {
        // A dialect without words of its own has nothing to object to.
    }

    /**
     * What the provider answered, in canonical form: whole, or as a stream whose first piece has arrived.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    default ChatAnswer answer(UpstreamAnswer answer) {
        return answer.reader().read(answer, this);
    }
}
