package io.caravan.gemini;

import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedRequest;

/** Where a model is called: the only place in a request that names it. */
final class ModelPath {

    /** Anything else could lead to another path. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

    private ModelPath() {}

    /** The path and query below the provider's base URL, whether or not that ends with the API's version. */
    static String of(RoutedRequest routed) {
        return of(routed, method(routed.chat().stream()));
    }

    /** The path of another method. */
    static String of(Routed routed, String method) {
        String model = routed.model();
        if (model.isEmpty() || !model.chars().allMatch(c -> PLAIN.indexOf(c) >= 0)) {
            throw GatewayException.invalid(
                    "model", "a Gemini model's name has only letters, digits, dots, hyphens and underscores");
        }
        return version(routed.provider()) + "/models/" + model + method;
    }

    /** The API's version, unless the provider's base URL ends with it. */
    static String version(Provider provider) {
        String baseUrl = provider.baseUrl();
        return baseUrl.endsWith("/v1beta") || baseUrl.endsWith("/v1") ? "" : "/v1beta";
    }

    /** Without {@code alt=sse} a streamed answer would be one long JSON array. */
    private static String method(boolean stream) {
        return stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    }
}
