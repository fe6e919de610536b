package io.caravan.openai;

/** One way in which a provider wants its requests different from OpenAI's. */
@FunctionalInterface
interface RequestQuirk {

    /**
     * Changes the draft to what the provider wants.
     *
     * @throws io.caravan.error.GatewayException if the provider cannot take what is asked
     */
    void apply(Draft draft);
}
