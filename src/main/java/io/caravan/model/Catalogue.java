package io.caravan.model;

import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is known of models, by provider and name. */
public final class Catalogue {

    private static final String ANY = "";

    private final Map<String, Map<String, Known>> byProvider = new LinkedHashMap<>();
    private final Map<String, List<String>> listed = new HashMap<>();
    private final String version;

    private Catalogue(String version) {
        this.version = version;
    }

    /** What one row tells of a model. Its prices are taken as a whole: a row that names any names all. */
    private record Known(ModelFacts facts, Optional<Prices> prices) {

        static final Known NOTHING = new Known(ModelFacts.UNKNOWN, Optional.empty());

        Known or(Known others) {
            return new Known(facts.or(others.facts), prices.or(others::prices));
        }
    }

    /**
     * The catalogue that comes with the gateway, and another whose cells win.
     *
     * @throws CatalogueException if it cannot be read
     */
    public static Catalogue read(Optional<Path> own) {
        List<CatalogueFile> files = new ArrayList<>(List.of(CatalogueFile.own()));
        own.map(CatalogueFile::of).ifPresent(files::add);
        return of(files.toArray(CatalogueFile[]::new));
    }

    /**
     * The catalogue of these files.
     *
     * @param files the later ones win
     */
    static Catalogue of(CatalogueFile... files) {
        Catalogue catalogue = new Catalogue(
                String.join("+", Stream.of(files).map(CatalogueFile::version).toList()));
        for (CatalogueFile file : files) {
            file.entries().forEach(catalogue::add);
        }
        catalogue.addUndated();
        return catalogue;
    }

    private void add(Entry entry) {
        Map<String, Known> models = byProvider.computeIfAbsent(entry.provider(), _ -> new LinkedHashMap<>());
        models.merge(entry.model(), new Known(entry.facts(), entry.prices()), (before, known) -> known.or(before));
        if (!entry.chats()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>(listed.getOrDefault(entry.provider(), List.of()));
        names.add(entry.model());
        listed.put(entry.provider(), List.copyOf(names));
    }

    /** A model that stands here with a date is found without it too. */
    private void addUndated() {
        for (Map<String, Known> models : byProvider.values()) {
            // Of several dates the newest counts.
            new TreeMap<>(models)
                    .descendingMap()
                    .forEach((name, known) -> models.putIfAbsent(ModelName.undated(name), known));
        }
    }

    /** Which edition this is; the operator's own file, if there is one, after a plus. */
    public String version() {
        return version;
    }

    /** The models for chat that stand here under a provider's name or one of its aliases, in their order. */
    public List<ListedModel> models(Provider provider) {
        return names(provider)
                .flatMap(name -> listed.getOrDefault(name, List.of()).stream())
                .distinct()
                .map(model -> new ListedModel(model, facts(provider, model)))
                .toList();
    }

    /** What is known of a provider's model, by its name or by that without its date. */
    public ModelFacts facts(Provider provider, String model) {
        return find(provider, model).facts();
    }

    /** What a provider's model costs, if it is known. */
    public Optional<Prices> prices(Provider provider, String model) {
        return find(provider, model).prices();
    }

    private Known find(Provider provider, String model) {
        Known exact = named(provider, model);
        if (!exact.equals(Known.NOTHING)) {
            return exact;
        }
        String undated = ModelName.undated(model);
        return undated.equals(model) ? exact : named(provider, undated);
    }

    private Known named(Provider provider, String model) {
        Known known = of(provider.id(), model).or(of(ANY, model));
        for (String alias : provider.aliases()) {
            known = known.or(of(alias, model));
        }
        return known;
    }

    private static Stream<String> names(Provider provider) {
        return Stream.concat(Stream.of(provider.id()), provider.aliases().stream());
    }

    private Known of(String provider, String model) {
        return byProvider.getOrDefault(provider, Map.of()).getOrDefault(model, Known.NOTHING);
    }
}
