package io.caravan.model;

import io.caravan.provider.Clauses;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes lists of models: what the catalogue knows, what a provider told, what its file adds, as far as it is offered. */
public final class ModelDirectory {

    private final LiveCatalogue catalogue;
    private final Offers offers;

    ModelDirectory(LiveCatalogue catalogue, Offers offers) {
        this.catalogue = catalogue;
        this.offers = offers;
    }

    /** The list of a provider that was not asked, or in vain. */
    public ModelList known(Provider provider, Optional<String> error) {
        Catalogue now = catalogue.now();
        return list(provider, now.models(provider), now, ModelList.Source.CATALOGUE, Optional.empty(), error);
    }

    /** The list that a provider told, with what else is known of its models. */
    public ModelList told(Provider provider, FetchedModels fetched, ModelList.Source source) {
        return list(provider, fetched.models(), catalogue.now(), source, Optional.of(fetched.at()), Optional.empty());
    }

    private ModelList list(
            Provider provider,
            List<ListedModel> models,
            Catalogue catalogue,
            ModelList.Source source,
            Optional<Instant> fetchedAt,
            Optional<String> error) {
        Map<String, ListedModel> byName = new LinkedHashMap<>();
        Stream.concat(models.stream(), named(provider).map(name -> new ListedModel(name, ModelFacts.UNKNOWN)))
                .forEach(model -> byName.putIfAbsent(
                        model.name(),
                        new ListedModel(model.name(), model.facts().or(catalogue.facts(provider, model.name())))));
        return offers.of(new ModelList(provider, List.copyOf(byName.values()), source, fetchedAt, error));
    }

    /** The names that the provider's file spells out: bare names, deployments, and those that no list tells. */
    private static Stream<String> named(Provider provider) {
        Stream<String> bare = provider.modelPatterns().stream()
                .map(ModelPattern::glob)
                .filter(glob -> glob.indexOf('*') < 0 && glob.indexOf('#') < 0);
        Stream<String> deployments =
                Clauses.pairs(provider.quirks().word("families").orElse("")).keySet().stream();
        return Stream.of(bare, deployments, provider.quirks().list("also").stream())
                .flatMap(names -> names);
    }
}
