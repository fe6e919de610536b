package io.caravan.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Providers, to be found by the names of their models. */
final class Directory {

    private final List<Provider> all;
    private final Map<String, Provider> byPrefix = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Of two providers that claim the same prefix the one with that id has it. */
    Directory(Collection<Provider> providers) {
        all = List.copyOf(providers);
        all.forEach(provider -> provider.aliases().forEach(alias -> byPrefix.put(alias, provider)));
        all.forEach(provider -> byPrefix.put(provider.id(), provider));
    }

    List<Provider> all() {
        return all;
    }

    /** Where a model of that name would be: by the prefix before the first slash, else by its bare name. */
    Optional<Place> find(String model) {
        return prefixed(model).or(() -> bare(model));
    }

    private Optional<Place> prefixed(String model) {
        int slash = model.indexOf('/');
        if (slash <= 0 || slash == model.length() - 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(byPrefix.get(model.substring(0, slash)))
                .map(provider -> new Place(provider, model.substring(slash + 1)));
    }

    /** Where a model of that bare name would be. */
    Optional<Place> bare(String model) {
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

    /** The ids of some providers, in order. */
    String ids(Predicate<Provider> which) {
        return all.stream().filter(which).map(Provider::id).sorted().collect(Collectors.joining(", "));
    }
}
