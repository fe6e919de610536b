package io.caravan.camel;

import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.Quirks;
import io.caravan.settings.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from routes which {@link Provider} they lead to: what their files say about keys, addresses and models. */
public final class ProviderRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);
    private static final Set<String> PROVIDER_WORDS =
            Set.of("keys", "urls", "url", "keyless", "aliases", "models", "simulated", "provider");

    private final Providers providers;
    private final Variables variables;
    private final Optional<String> standIn;

    /**
     * @param standIn the simulator's address, if it answers for providers that have no key
     */
    public ProviderRoutes(Providers providers, Variables variables, Optional<String> standIn) {
        this.providers = providers;
        this.variables = variables;
        this.standIn = standIn;
    }

    /** Makes the providers of these routes the ones that there are. */
    public void register(List<RouteDefinition> routes) {
        Map<String, Provider> byId = new LinkedHashMap<>();
        for (RouteDefinition route : routes) {
            Map<String, String> words = words(route);
            String id = words.get("provider");
            if (id != null) {
                byId.put(id, provider(id, words));
            }
        }
        providers.replace(byId.values());
    }

    /** Says which providers can be used. */
    public void announce() {
        List<String> ready = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Provider provider : providers.all()) {
            (provider.configured() ? ready : missing).add(provider.id());
        }
        LOG.info("providers ready: {}; without a key: {}", String.join(", ", ready), String.join(", ", missing));
    }

    /** What the route's file says in the parameters that it gives to its template. */
    private static Map<String, String> words(RouteDefinition route) {
        Map<String, String> words = new LinkedHashMap<>();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> words.put(name, String.valueOf(value)));
        }
        return words;
    }

    private Provider provider(String id, Map<String, String> words) {
        Quirks all = new Quirks(words);
        Map<String, String> quirks = new LinkedHashMap<>(words);
        quirks.keySet().removeAll(PROVIDER_WORDS);
        Optional<String> key = variables.first(all.list("keys"));
        Optional<String> url = variables.first(all.list("urls"));
        boolean keyless = all.word("keyless").map(Boolean::parseBoolean).orElse(false);
        Provider provider = new Provider(
                id,
                all.list("aliases"),
                all.list("models").stream().map(ModelPattern::of).toList(),
                all.list("keys"),
                key,
                keyless,
                withoutSlash(url.or(() -> all.word("url")).orElse("http://localhost")),
                new Quirks(quirks));
        return provider.configured()
                ? provider
                : simulated(provider, all.word("simulated").orElse("openai/v1"));
    }

    private Provider simulated(Provider provider, String dialect) {
        return standIn.map(address -> new Provider(
                        provider.id(),
                        provider.aliases(),
                        provider.modelPatterns(),
                        provider.keyVariables(),
                        Optional.of("simulated"),
                        true,
                        address + "/simulator/" + dialect,
                        provider.quirks()))
                .orElse(provider);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? withoutSlash(url.substring(0, url.length() - 1)) : url;
    }
}
