package io.caravan.camel;

import io.caravan.provider.Clauses;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.Quirks;
import io.caravan.settings.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from routes which {@link Provider} they lead to: what their files say about keys, addresses and models. */
public final class ProviderRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);
    private static final Set<String> PROVIDER_WORDS = Set.of(
            "keys", "tokens", "urls", "url", "keyless", "aliases", "models", "simulated", "provider", "variables");

    private final Providers providers;
    private final Variables variables;
    private final Optional<String> standIn;
    private final DialectWords dialects;

    /**
     * @param standIn the simulator's address, if it answers for providers that have no key
     */
    ProviderRoutes(Providers providers, Variables variables, Optional<String> standIn, DialectWords dialects) {
        this.providers = providers;
        this.variables = variables;
        this.standIn = standIn;
        this.dialects = dialects;
    }

    /** Makes the providers of these routes the ones that there are. */
    public void register(List<RouteDefinition> routes) {
        List<Quirks> files =
                routes.stream().map(route -> new Quirks(words(route))).toList();
        Map<String, Quirks> embeddings = new HashMap<>();
        files.forEach(words -> words.word("of").ifPresent(id -> embeddings.put(id, words)));
        routes.forEach(route -> check(route, new Quirks(words(route))));
        Map<String, Provider> byId = new LinkedHashMap<>();
        files.forEach(words -> words.word("provider")
                .ifPresent(id -> byId.put(id, provider(id, words, embeddings.getOrDefault(id, Quirks.NONE)))));
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
        words.word("provider").ifPresent(id -> dialects.check(route, provider(id, words, Quirks.NONE)));
        words.word("of").ifPresent(id -> dialects.checkEmbeddings(route, provider(id, Quirks.NONE, words)));
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

    private Provider provider(String id, Quirks all, Quirks embeddings) {
        Optional<String> key = key(all.list("keys")).or(() -> variables.first(all.list("tokens")));
        Optional<String> url = variables.first(all.list("urls")).or(() -> all.word("url"));
        boolean nowhere = url.isEmpty() && !all.list("urls").isEmpty();
        Provider provider = new Provider(
                id,
                all.list("aliases"),
                all.list("models").stream().map(ModelPattern::of).toList(),
                key.isPresent() && nowhere ? all.list("urls") : keyVariables(all),
                nowhere ? Optional.empty() : key,
                all.word("keyless").map(Boolean::parseBoolean).orElse(false),
                withoutSlash(url.orElse("http://localhost")),
                quirks(all).withEmbeddings(embeddings));
        return provider.configured()
                ? provider
                : simulated(provider, all.word("simulated").orElse("openai/v1"));
    }

    /** The first key that is set; variables with a plus between them are one key together. */
    private Optional<String> key(List<String> alternatives) {
        return alternatives.stream()
                .map(names -> Arrays.stream(names.split("\\+"))
                        .map(name -> variables.first(List.of(name.strip())))
                        .toList())
                .filter(parts -> parts.stream().allMatch(Optional::isPresent))
                .map(parts -> parts.stream().flatMap(Optional::stream).collect(Collectors.joining(" ")))
                .findFirst();
    }

    private static List<String> keyVariables(Quirks words) {
        return Stream.of("keys", "tokens")
                .map(words::list)
                .flatMap(List::stream)
                .toList();
    }

    /** The words for the dialect, some of them from variables. A token is not borne as a key is. */
    private Quirks quirks(Quirks all) {
        Map<String, String> quirks = new LinkedHashMap<>(all.words());
        Clauses.pairs(all.word("variables").orElse(""))
                .forEach((word, names) ->
                        variables.first(Clauses.divided(names, " ")).ifPresent(value -> quirks.put(word, value)));
        quirks.keySet().removeAll(PROVIDER_WORDS);
        if (variables.first(all.list("keys")).isEmpty()
                && variables.first(all.list("tokens")).isPresent()) {
            quirks.remove("auth");
        }
        return new Quirks(quirks);
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
