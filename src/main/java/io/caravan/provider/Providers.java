package io.caravan.provider;

import io.caravan.chat.ChatRequest;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All providers that have a route, and whose a model's name is. */
public final class Providers {

    private volatile Map<String, Provider> byPrefix = Map.of();
    private volatile List<Provider> all = List.of();

    /** Puts the providers in the place of those before; of two that claim the same prefix the one with that id has it. */
    public void replace(Collection<Provider> providers) {
        Map<String, Provider> prefixes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        providers.forEach(provider -> provider.aliases().forEach(alias -> prefixes.put(alias, provider)));
        providers.forEach(provider -> prefixes.put(provider.id(), provider));
        byPrefix = prefixes;
        all = List.copyOf(providers);
    }

    /** Every provider, with a key or without. */
    public List<Provider> all() {
        return all;
    }

    /**
     * The request with its provider: by the prefix before the first slash, else by the patterns of bare names.
     *
     * @throws GatewayException if the model is nobody's, or its provider has no key
     */
    public RoutedRequest route(ChatRequest request) {
        RoutedRequest routed = prefixed(request)
                .or(() -> bare(request))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNKNOWN_MODEL,
                        "Model " + request.model() + " is not supported. Write it as provider/model with one of: "
                                + String.join(", ", names())));
        if (!routed.provider().configured()) {
            throw notConfigured(routed);
        }
        return routed;
    }

    private Optional<RoutedRequest> prefixed(ChatRequest request) {
        int slash = request.model().indexOf('/');
        if (slash <= 0 || slash == request.model().length() - 1) {
            return Optional.empty();
        }
        String prefix = request.model().substring(0, slash);
        return Optional.ofNullable(byPrefix.get(prefix))
                .map(provider ->
                        new RoutedRequest(request, provider, request.model().substring(slash + 1)));
    }

    private Optional<RoutedRequest> bare(ChatRequest request) {
        return all.stream()
                .filter(provider ->
                        provider.modelPatterns().stream().anyMatch(pattern -> pattern.matches(request.model())))
                .findFirst()
                .map(provider -> new RoutedRequest(request, provider, request.model()));
    }

    private List<String> names() {
        return all.stream().map(Provider::id).sorted().toList();
    }

    private static GatewayException notConfigured(RoutedRequest routed) {
        List<String> variables = routed.provider().keyVariables();
        String variable = variables.isEmpty()
                ? routed.provider().id().toUpperCase(Locale.ROOT) + "_API_KEY"
                : String.join(" or ", variables);
        return new GatewayException(
                        ErrorCode.NOT_CONFIGURED,
                        "Model " + routed.chat().model() + " is not configured. Check .env file variable: " + variable)
                .at(new Origin(routed.provider().id(), routed.chat().model()));
    }
}
