package io.caravan.camel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.caravan.call.Timeouts;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.model.FetchedModels;
import io.caravan.model.ModelDirectory;
import io.caravan.model.ModelList;
import io.caravan.model.ModelList.Source;
import io.caravan.provider.ListedModel;
import io.caravan.provider.Listing;
import io.caravan.provider.NotConfigured;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.RoutedListing;
import io.caravan.settings.CaravanSettings;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Finds out which models providers have. However many ask at once, a provider is asked once; one that failed is left in
 * peace for a while.
 */
@Component
public class ModelSearch {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSearch.class);
    private static final String ROUTE = "fetch-models";

    private final Providers providers;
    private final ModelDirectory directory;
    private final Errands errands;
    private final InstantSource clock;
    private final Timeouts timeouts;
    private final Cache<Object, Object> lists;
    private final Cache<String, GatewayException> failures;
    private final Map<String, CompletableFuture<FetchedModels>> flights = new ConcurrentHashMap<>();

    public ModelSearch(
            Providers providers,
            ModelDirectory directory,
            Errands errands,
            InstantSource clock,
            CaravanSettings settings,
            Cache<Object, Object> modelLists) {
        CaravanSettings.Models models = settings.models();
        this.providers = providers;
        this.directory = directory;
        this.errands = errands;
        this.clock = clock;
        this.timeouts = new Timeouts(models.timeout(), models.timeout(), models.timeout());
        this.lists = modelLists;
        this.failures = Caffeine.newBuilder()
                .expireAfterWrite(models.failureTtl())
                .maximumSize(1000)
                .build();
    }

    /** All providers that there are, by their ids. */
    public List<Provider> providers() {
        return providers.all().stream()
                .sorted(Comparator.comparing(Provider::id))
                .toList();
    }

    /**
     * The provider of that id.
     *
     * @throws GatewayException if there is none
     */
    public Provider provider(String id) {
        return providers.all().stream()
                .filter(provider ->
                        provider.id().equals(id) || provider.aliases().contains(id))
                .findFirst()
                .orElseThrow(() -> new GatewayException(ErrorCode.INVALID_PROVIDER, "Invalid provider: " + id));
    }

    /** What a provider has just told. */
    public FetchedModels fetched(List<ListedModel> models) {
        return new FetchedModels(models, clock.instant());
    }

    /** The list that was found in the cache. */
    public ModelList cached(FetchedModels fetched, Provider provider) {
        return directory.told(provider, fetched, Source.CACHE);
    }

    /** The list that is not in the cache: what the provider tells or, if it cannot be asked, what the catalogue knows. */
    public ModelList find(Provider provider) {
        if (!asks(provider)) {
            return directory.known(provider, Optional.empty());
        }
        GatewayException earlier = failures.getIfPresent(provider.id());
        if (earlier != null) {
            return directory.known(provider, Optional.of(earlier.getMessage()));
        }
        try {
            return directory.told(provider, fetch(provider, false), Source.API);
        } catch (GatewayException failure) {
            // One that needs no key is there for everybody, and runs for few.
            LOG.atLevel(provider.keyless() ? Level.INFO : Level.WARN)
                    .log("{} could not be asked for its models: {}", provider.id(), failure.getMessage());
            failures.put(provider.id(), failure);
            return directory.known(provider, Optional.of(failure.getMessage()));
        }
    }

    /**
     * The list that the provider tells now, which takes the place of the one in the cache.
     *
     * @throws GatewayException if it cannot be asked; the cache stays as it was
     */
    public ModelList refresh(Provider provider) {
        if (!provider.configured()) {
            throw NotConfigured.of(provider);
        }
        if (!asks(provider)) {
            return directory.known(provider, Optional.empty());
        }
        FetchedModels fetched = fetch(provider, true);
        failures.invalidate(provider.id());
        return directory.told(provider, fetched, Source.API);
    }

    private static boolean asks(Provider provider) {
        return provider.configured() && Listing.of(provider.quirks()).way().isPresent();
    }

    private FetchedModels fetch(Provider provider, boolean anew) {
        CompletableFuture<FetchedModels> flight = flights.computeIfAbsent(provider.id(), _ -> flight(provider, anew));
        var _ = flight.whenComplete((_, _) -> flights.remove(provider.id(), flight));
        try {
            return flight.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof GatewayException failure
                    ? failure
                    : new GatewayException(ErrorCode.INTERNAL, "the gateway failed to get the list of models");
        }
    }

    /** An earlier flight may have landed between the look into the cache and this one's start. */
    private CompletableFuture<FetchedModels> flight(Provider provider, boolean anew) {
        if (!anew && lists.getIfPresent(provider.id()) instanceof FetchedModels landed) {
            return CompletableFuture.completedFuture(landed);
        }
        RoutedListing question = new RoutedListing(provider, Optional.empty());
        return errands.run(ROUTE, question, question, FetchedModels.class, timeouts);
    }
}
