package io.caravan.model;

import io.caravan.provider.Aliases;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.Place;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are offered: the models that the operator allows, in the operator's order, and the aliases. */
public final class Offers {

    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

    private final Providers providers;
    private final Aliases aliases;
    private final AllowedModels allowed;
    private final LiveCatalogue catalogue;
    private final AtomicBoolean warned = new AtomicBoolean();

    Offers(Providers providers, Aliases aliases, AllowedModels allowed, LiveCatalogue catalogue) {
        this.providers = providers;
        this.aliases = aliases;
        this.allowed = allowed;
        this.catalogue = catalogue;
    }

    /** The list without what is not allowed, and with what is allowed by name though the list does not have it. */
    ModelList of(ModelList list) {
        if (allowed.all()) {
            return list;
        }
        List<ListedModel> models = Stream.concat(list.models().stream(), unlisted(list))
                .map(model -> offer(list.provider(), model))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Offer::rank))
                .map(Offer::model)
                .toList();
        return new ModelList(list.provider(), models, list.source(), list.fetchedAt(), list.error());
    }

    /** All that is offered of these lists, the aliases last where the operator has no order. */
    List<Offer> all(List<ModelList> lists) {
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(aliases.names());
        List<Offer> offers = Stream.concat(
                        lists.stream().flatMap(this::own).filter(offer -> !named.contains(offer.id())), aliases(lists))
                .sorted(Comparator.comparingInt(Offer::rank))
                .toList();
        if (offers.isEmpty() && !allowed.all() && warned.compareAndSet(false, true)) {
            LOG.warn("no model is offered, since none of the allowed ones is there: {}", allowed);
        }
        return offers;
    }

    /** Whether it is an alias of a model that may be asked for by it. */
    boolean hasAlias(String name) {
        return aliases.names().stream().anyMatch(name::equalsIgnoreCase)
                && providers
                        .find(name)
                        .filter(place -> providers.allows(name, place))
                        .isPresent();
    }

    private Stream<Offer> own(ModelList list) {
        return list.models().stream()
                .map(model -> offer(list.provider(), model))
                .flatMap(Optional::stream);
    }

    private Stream<Offer> aliases(List<ModelList> lists) {
        return aliases.names().stream().map(name -> alias(name, lists)).flatMap(Optional::stream);
    }

    private Optional<Offer> alias(String name, List<ModelList> lists) {
        return providers
                .find(name)
                .flatMap(place -> lists.stream()
                        .filter(list ->
                                list.provider().id().equals(place.provider().id()))
                        .findFirst()
                        .flatMap(list -> offer(name, place, target(list, place))));
    }

    private ListedModel target(ModelList list, Place place) {
        return list.models().stream()
                .filter(model -> model.name().equals(place.model()))
                .findFirst()
                .orElseGet(() -> known(place));
    }

    private Optional<Offer> offer(Provider provider, ListedModel model) {
        Place place = new Place(provider, model.name());
        return offer(place.id(), place, model);
    }

    private Optional<Offer> offer(String id, Place place, ListedModel model) {
        if (allowed.all()) {
            return Optional.of(new Offer(id, place.provider(), model, 0));
        }
        return allowed.entry(providers.names(id, place))
                .map(entry -> new Offer(id, place.provider(), displayed(model, entry.displayName()), entry.rank()));
    }

    private static ListedModel displayed(ListedModel model, Optional<String> name) {
        ModelFacts display = new ModelFacts(name, Optional.empty(), Optional.empty(), Map.of());
        return new ListedModel(model.name(), display.or(model.facts()));
    }

    /** The models that the operator allows by name, and that the list does not have. */
    private Stream<ListedModel> unlisted(ModelList list) {
        Set<String> listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        list.models().stream().map(ListedModel::name).forEach(listed::add);
        return allowed.single().stream()
                .map(AllowedModels.Entry::name)
                .filter(name -> list.provider().configured() && !aliases.knows(name))
                .map(providers::find)
                .flatMap(Optional::stream)
                .filter(place -> place.provider().id().equals(list.provider().id()) && listed.add(place.model()))
                .map(this::known);
    }

    private ListedModel known(Place place) {
        return new ListedModel(place.model(), catalogue.now().facts(place.provider(), place.model()));
    }
}
