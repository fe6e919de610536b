package io.caravan;

import io.caravan.invoke.Defaults;
import io.caravan.provider.Aliases;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.Providers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Names in the settings that lead to no model. Providers may come later, so they are warned of and not refused. */
final class NameWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(NameWarnings.class);

    private final Providers providers;
    private final Aliases aliases;
    private final AllowedModels allowed;
    private final Defaults defaults;

    NameWarnings(Providers providers, Aliases aliases, AllowedModels allowed, Defaults defaults) {
        this.providers = providers;
        this.aliases = aliases;
        this.allowed = allowed;
        this.defaults = defaults;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        warnings().forEach(LOG::warn);
    }

    /** What there is to be warned of. */
    List<String> warnings() {
        Stream<String> ofAliases = aliases.names().stream()
                .filter(this::isNobodys)
                .map(name -> "the alias " + name + " leads to " + aliases.resolve(name) + ", which nobody has");
        Stream<String> ofAllowed = allowed.single().stream()
                .map(AllowedModels.Entry::name)
                .filter(name -> !aliases.knows(name) && isNobodys(name))
                .map(name -> "nobody has the allowed model " + name);
        Stream<String> ofDefault = defaults.model().flatMap(this::refusal).stream();
        return Stream.of(ofAliases, ofAllowed, ofDefault).flatMap(all -> all).toList();
    }

    private boolean isNobodys(String name) {
        return providers.find(name).isEmpty();
    }

    private Optional<String> refusal(String model) {
        if (isNobodys(model)) {
            return Optional.of("nobody has the default model " + model);
        }
        return providers
                .find(model)
                .filter(place -> !providers.allows(model, place))
                .map(_ -> "the default model " + model + " is none of the allowed ones");
    }
}
