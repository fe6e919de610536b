package io.caravan.camel;

import io.caravan.provider.BaseUrl;
import io.caravan.provider.Clauses;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.settings.Variables;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the words of a provider's file mean, with the variables that they name as they are set here. */
final class ProviderWords {

    private static final Set<String> OWN = Set.of(
            "keys", "tokens", "urls", "url", "keyless", "aliases", "models", "simulated", "provider", "variables");

    private final Variables variables;
    private final Optional<String> standIn;

    /**
     * @param standIn the simulator's address, if it answers for providers that have no key
     */
    ProviderWords(Variables variables, Optional<String> standIn) {
        this.variables = variables;
        this.standIn = standIn;
    }

    /**
     * The provider that a file describes.
     *
     * @param embeddings what is said about its embeddings
     * @throws IllegalArgumentException if the URL in the file is none
     */
    Provider provider(String id, Quirks all, Quirks embeddings) {
        Access access = access(id, all);
        Provider provider = new Provider(
                id,
                all.list("aliases"),
                all.list("models").stream().map(ModelPattern::of).toList(),
                access.variables(),
                access.key(),
                access.keyless(),
                access.url(),
                quirks(all).withEmbeddings(embeddings));
        return provider.configured() || wrongUrl(all).isPresent()
                ? provider
                : simulated(provider, all.word("simulated").orElse("openai/v1"));
    }

    private Access access(String id, Quirks all) {
        Optional<String> wrong = wrongUrl(all);
        if (wrong.isPresent()) {
            return Access.missing(List.of(wrong.get()));
        }
        List<String> urls = all.list("urls");
        Optional<String> key = key(all.list("keys")).or(() -> variables.first(all.list("tokens")));
        boolean keyless = all.word("keyless").map(Boolean::parseBoolean).orElse(false);
        Optional<String> url = variables.first(urls).or(() -> urlOf(id, all));
        if (url.isEmpty() && !urls.isEmpty()) {
            return Access.missing(keyless || key.isPresent() ? urls : keyVariables(all));
        }
        return new Access(keyVariables(all), key, keyless, withoutSlash(url.orElse(Access.NOWHERE)));
    }

    /** The variable that is to hold the provider's URL and holds something else. */
    Optional<String> wrongUrl(Quirks all) {
        return variables
                .named(all.list("urls"))
                .filter(variable -> !BaseUrl.leadsSomewhere(variable.value()))
                .map(Variables.Variable::name);
    }

    private static Optional<String> urlOf(String id, Quirks all) {
        Optional<String> url = all.word("url");
        if (!url.map(BaseUrl::leadsSomewhere).orElse(true)) {
            throw new IllegalArgumentException(
                    "the file of provider " + id + " makes no sense: url is not the URL of an HTTP service");
        }
        return url;
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
        quirks.keySet().removeAll(OWN);
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

    /**
     * How a provider is reached.
     *
     * @param variables those to look at if it cannot be
     */
    private record Access(List<String> variables, Optional<String> key, boolean keyless, String url) {

        private static final String NOWHERE = "http://localhost";

        /** No way, as long as those variables are as they are. */
        static Access missing(List<String> variables) {
            return new Access(variables, Optional.empty(), false, NOWHERE);
        }
    }
}
