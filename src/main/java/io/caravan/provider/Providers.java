package io.caravan.provider;

import io.caravan.chat.ChatRequest;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
     * The request with its provider: by the prefix before the first slash, else by the patterns of bare names. Of
     * several that own a bare name one that has a key has it, and before the others one that lists it letter for letter.
     *
     * @throws GatewayException if the model is nobody's, or its provider has no key
     */
    public RoutedRequest route(ChatRequest request) {
        return configured(locate(request));
    }

    /**
     * The request with the same provider, which need not have a key.
     *
     * @throws GatewayException if the model is nobody's
     */
    public RoutedRequest locate(ChatRequest request) {
        Place place = place(request.model());
        return new RoutedRequest(request, place.provider(), place.model());
    }

    /**
     * The request with its provider, found in the same way.
     *
     * @throws GatewayException if the model is nobody's, or its provider has no embeddings or no key
     */
    public RoutedEmbedding route(EmbeddingRequest request) {
        Place place = place(request.model());
        RoutedEmbedding routed = new RoutedEmbedding(request, place.provider(), place.model());
        if (!routed.provider().embeds()) {
            throw embedsNot(routed);
        }
        return configured(routed);
    }

    /** The request, in which a bare name that is nobody's is taken for that of a model of one provider's. */
    public ChatRequest owned(ChatRequest request, String provider) {
        String model = request.model();
        boolean known = model.indexOf('/') >= 0 || bare(model).isPresent();
        return known ? request : request.withModel(provider + "/" + model);
    }

    /** Where a model of that name would be, if anywhere. */
    public Optional<Place> find(String model) {
        return prefixed(model).or(() -> bare(model));
    }

    private Place place(String model) {
        return find(model)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNKNOWN_MODEL,
                        "Model " + model + " is not supported. Write it as provider/model with one of: "
                                + names(_ -> true)));
    }

    private Optional<Place> prefixed(String model) {
        int slash = model.indexOf('/');
        if (slash <= 0 || slash == model.length() - 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(byPrefix.get(model.substring(0, slash)))
                .map(provider -> new Place(provider, model.substring(slash + 1)));
    }

    private Optional<Place> bare(String model) {
        List<Provider> owners = all.stream()
                .filter(provider -> provider.owns(model))
                .sorted(Comparator.comparing(Provider::id))
                .toList();
        return first(owners, provider -> provider.configured() && provider.lists(model))
                .or(() -> first(owners, Provider::configured))
                .or(() -> first(owners, provider -> provider.lists(model)))
                .or(() -> first(owners, _ -> true))
                .map(provider -> new Place(provider, model));
    }

    private static Optional<Provider> first(List<Provider> owners, Predicate<Provider> condition) {
        return owners.stream().filter(condition).findFirst();
    }

    private String names(Predicate<Provider> which) {
        return all.stream().filter(which).map(Provider::id).sorted().collect(Collectors.joining(", "));
    }

    private GatewayException embedsNot(RoutedEmbedding routed) {
        return GatewayException.unsupported(
                        "model",
                        routed.provider().id() + " has no embeddings here; those that have: " + names(Provider::embeds))
                .at(routed.origin());
    }

    private static <T extends Routed> T configured(T routed) {
        if (!routed.provider().configured()) {
            throw notConfigured(routed);
        }
        return routed;
    }

    /** The failure of a provider without a key that is to be asked something of its own. */
    public GatewayException notConfigured(Provider provider) {
        return new GatewayException(
                ErrorCode.NOT_CONFIGURED,
                "Provider " + provider.id() + " is not configured. Check .env file variable: " + variable(provider));
    }

    private static GatewayException notConfigured(Routed routed) {
        return new GatewayException(
                        ErrorCode.NOT_CONFIGURED,
                        "Model " + routed.origin().model() + " is not configured. Check .env file variable: "
                                + variable(routed.provider()))
                .at(routed.origin());
    }

    private static String variable(Provider provider) {
        List<String> variables = provider.keyVariables();
        return variables.isEmpty()
                ? provider.id().toUpperCase(Locale.ROOT) + "_API_KEY"
                : String.join(" or ", variables);
    }

    /** Where a model is: its provider, and its name there. */
    public record Place(Provider provider, String model) {}
}
