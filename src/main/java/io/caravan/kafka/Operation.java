package io.caravan.kafka;

import io.caravan.error.GatewayException;
import java.util.Arrays;
import java.util.Locale;

/** What a request asks for: each is an entrance by HTTP too. */
public enum Operation {
    GENERATE,
    INVOKE,
    CHAT,
    EMBEDDINGS;

    /**
     * The operation of that name.
     *
     * @throws GatewayException if there is none
     */
    public static Operation named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> GatewayException.invalid("operation", "must be generate, invoke, chat or embeddings"));
    }
}
