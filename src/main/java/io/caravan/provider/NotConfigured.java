package io.caravan.provider;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Locale;

/** The failure of a call to a provider that lacks a key or another setting; it names the variable. */
public final class NotConfigured {

    private NotConfigured() {}

    /** A provider that is to be asked something of its own. */
    public static GatewayException of(Provider provider) {
        return of(provider, variable(provider));
    }

    /** A provider that lacks something else than its key. */
    public static GatewayException of(Provider provider, String variable) {
        return failure("Provider " + provider.id(), variable);
    }

    static GatewayException of(Routed routed) {
        return failure("Model " + routed.origin().model(), variable(routed.provider()))
                .at(routed.origin());
    }

    private static GatewayException failure(String who, String variable) {
        return new GatewayException(
                ErrorCode.NOT_CONFIGURED, who + " is not configured. Check .env file variable: " + variable);
    }

    private static String variable(Provider provider) {
        List<String> variables = provider.keyVariables();
        return variables.isEmpty()
                ? provider.id().toUpperCase(Locale.ROOT) + "_API_KEY"
                : String.join(" or ", variables);
    }
}
