package io.caravan.camel;

import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.Quirks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from routes which {@link Provider} they lead to: what their files say about keys, addresses and models. */
public final class ProviderRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);

    private final Providers providers;
    private final ProviderWords meaning;
    private final DialectWords dialects;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    ProviderRoutes(Providers providers, ProviderWords meaning, DialectWords dialects) {
        this.providers = providers;
        this.meaning = meaning;
        this.dialects = dialects;
    }

    /** Makes the providers of these routes the ones that there are. */
    public void register(List<RouteDefinition> routes) {
        List<Quirks> files =
                routes.stream().map(route -> new Quirks(words(route))).toList();
        Map<String, Quirks> embeddings = new HashMap<>();
        files.forEach(words -> words.word("of").ifPresent(id -> embeddings.put(id, words)));
        routes.forEach(route -> check(route, new Quirks(words(route))));
        files.forEach(this::warn);
        Map<String, Provider> byId = new LinkedHashMap<>();
        files.forEach(words -> words.word("provider")
                .ifPresent(id -> byId.put(id, meaning.provider(id, words, embeddings.getOrDefault(id, Quirks.NONE)))));
        providers.replace(byId.values());
    }

    /**
     * Makes sure that a route that is to be made from a template says what its dialect understands.
     *
     * @throws IllegalArgumentException that tells what does not make sense
     */
    void check(TemplatedRouteDefinition route, RouteTemplateDefinition template) {
        Map<String, String> words = new LinkedHashMap<>();
        template.getTemplateParameters().stream()
                .filter(parameter -> parameter.getDefaultValue() != null)
                .forEach(parameter -> words.put(parameter.getName(), parameter.getDefaultValue()));
        route.getParameters().forEach(parameter -> words.put(parameter.getName(), parameter.getValue()));
        check(template.getRoute(), new Quirks(words));
    }

    private void check(RouteDefinition route, Quirks words) {
        words.word("provider").ifPresent(id -> dialects.check(route, meaning.provider(id, words, Quirks.NONE)));
        words.word("of").ifPresent(id -> dialects.checkEmbeddings(route, meaning.provider(id, Quirks.NONE, words)));
    }

    private void warn(Quirks words) {
        meaning.wrongUrl(words)
                .filter(warned::add)
                .ifPresent(variable -> LOG.warn(
                        "{} is not the URL of an HTTP service: provider {} cannot be used",
                        variable,
                        words.word("provider").orElse("")));
    }

    /** Says which providers can be used. */
    public void announce() {
        List<String> ready = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Provider provider : providers.all()) {
            (provider.configured() ? ready : missing).add(provider.id());
        }
        LOG.info("providers ready: {}; not configured: {}", String.join(", ", ready), String.join(", ", missing));
    }

    /** What the route's file says in the parameters that it gives to its template. */
    private static Map<String, String> words(RouteDefinition route) {
        Map<String, String> words = new LinkedHashMap<>();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> words.put(name, String.valueOf(value)));
        }
        return words;
    }
}
