package io.caravan.model;

import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.Provider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of models, by provider and name. */
public final class Catalogue {

    private static final String ANY = "";

    private final Map<String, Map<String, ModelFacts>> byProvider = new HashMap<>();

    private Catalogue() {}

    /**
     * The catalogue that comes with the gateway, and another whose cells win.
     *
     * @throws CatalogueException if it cannot be read
     */
    public static Catalogue read(Optional<Path> own) {
        return of(CatalogueFile.own(), own.map(CatalogueFile::of).orElse(List.of()));
    }

    /**
     * The catalogue of these entries.
     *
     * @param entries the later ones win
     */
    @SafeVarargs
    static Catalogue of(List<Entry>... entries) {
        Catalogue catalogue = new Catalogue();
        for (List<Entry> file : entries) {
            file.forEach(catalogue::add);
        }
        catalogue.addUndated();
        return catalogue;
    }

    private void add(Entry entry) {
        byProvider
                .computeIfAbsent(entry.provider(), _ -> new HashMap<>())
                .merge(entry.model(), entry.facts(), (before, facts) -> facts.or(before));
    }

    /** A model that stands here with a date is found without it too. */
    private void addUndated() {
        for (Map<String, ModelFacts> models : byProvider.values()) {
            // Of several dates the newest counts.
            new TreeMap<>(models)
                    .descendingMap()
                    .forEach((name, facts) -> models.putIfAbsent(ModelName.undated(name), facts));
        }
    }

    /** What is known of a provider's model, by its name or by that without its date. */
    public ModelFacts find(Provider provider, String model) {
        ModelFacts exact = named(provider, model);
        if (!exact.equals(ModelFacts.UNKNOWN)) {
            return exact;
        }
        String undated = ModelName.undated(model);
        return undated.equals(model) ? exact : named(provider, undated);
    }

    private ModelFacts named(Provider provider, String model) {
        ModelFacts facts = of(provider.id(), model).or(of(ANY, model));
        for (String alias : provider.aliases()) {
            facts = facts.or(of(alias, model));
        }
        return facts;
    }

    private ModelFacts of(String provider, String model) {
        return byProvider.getOrDefault(provider, Map.of()).getOrDefault(model, ModelFacts.UNKNOWN);
    }
}
