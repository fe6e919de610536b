package io.caravan.provider;

import io.caravan.chat.ChatRequest;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All providers that have a route, and whose a model's name is. */
public final class Providers {

    private final Aliases aliases;
    private final AllowedModels allowed;

    private volatile Directory directory = new Directory(List.of());

    /** Providers whose models go by their own names, and are all allowed. */
    public Providers() {
        this(Aliases.NONE, AllowedModels.ALL);
    }

    public Providers(Aliases aliases, AllowedModels allowed) {
        this.aliases = aliases;
        this.allowed = allowed;
    }

    /** Puts the providers in the place of those before. */
    public void replace(Collection<Provider> providers) {
        directory = new Directory(providers);
    }

    /** Every provider, with a key or without. */
    public List<Provider> all() {
        return directory.all();
    }

    /**
     * The request with its provider. An alias leads to another name; a name leads to its provider by the prefix before
     * the first slash, else by the patterns of bare names. Of several that own a bare name one that has a key has it,
     * and before the others one that lists it letter for letter.
     *
     * @throws GatewayException if the model is nobody's or not allowed, or its provider has no key
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
     * @throws GatewayException if the model is nobody's or not allowed, or its provider has no embeddings or no key
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
        boolean known = model.indexOf('/') >= 0
                || aliases.knows(model)
                || directory.bare(model).isPresent();
        return known ? request : request.withModel(provider + "/" + model);
    }

    /** Where a model of that name would be, if anywhere. */
    public Optional<Place> find(String model) {
        return directory.find(aliases.resolve(model));
    }

    /** Whether a model that is asked for by that name, and is there, may be used. */
    public boolean allows(String model, Place place) {
        return allowed.all() || allowed.entry(names(model, place)).isPresent();
    }

    /**
     * All names by which a model goes: the one that it is asked for by, those with a prefix of its provider's, and the
     * bare one unless that is another provider's.
     */
    public List<String> names(String model, Place place) {
        Provider provider = place.provider();
        List<String> names = new ArrayList<>(List.of(model, place.id()));
        provider.aliases().forEach(prefix -> names.add(prefix + "/" + place.model()));
        if (find(place.model()).filter(place::isAt).isPresent()) {
            names.add(place.model());
        }
        return names;
    }

    private Place place(String model) {
        Place place = find(model).orElseThrow(() -> unknown(model));
        if (!allows(model, place)) {
            throw new GatewayException(
                    ErrorCode.UNKNOWN_MODEL,
                    "Model " + model + " is not supported: it is none of the models that may be used here");
        }
        return place;
    }

    private GatewayException unknown(String model) {
        String target = aliases.resolve(model);
        String alias = target.equals(model) ? "" : ": it is an alias of " + target + ", which nobody has";
        return new GatewayException(
                ErrorCode.UNKNOWN_MODEL,
                "Model " + model + " is not supported" + alias + ". Write it as provider/model with one of: "
                        + directory.ids(_ -> true));
    }

    private GatewayException embedsNot(RoutedEmbedding routed) {
        return GatewayException.unsupported(
                        "model",
                        routed.provider().id() + " has no embeddings here; those that have: "
                                + directory.ids(Provider::embeds))
                .at(routed.origin());
    }

    private static <T extends Routed> T configured(T routed) {
        if (!routed.provider().configured()) {
            throw NotConfigured.of(routed);
        }
        return routed;
    }
}
