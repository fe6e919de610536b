package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.provider.Clauses;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.Routed;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where below its base URL a provider is asked, and by which header it knows the caller.
 *
 * @param path {@code {model}} stands for the model's name
 * @param keyHeader the header that holds the bare key, if it is not borne as a token
 */
record Entrance(String path, Optional<String> keyHeader) {

    private static final String PATH = "/chat/completions";
    private static final String VERSION = "{version}";

    /** The first path for which all that it names is known: {@code /{version}/chat; /chat}. */
    static Entrance of(Quirks quirks) {
        Optional<String> version = quirks.word("version");
        List<String> paths = Clauses.divided(quirks.word("path").orElse(PATH), ";");
        String path = paths.stream()
                .filter(one -> version.isPresent() || !one.contains(VERSION))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("path: a version is needed and not set"));
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: \"" + path + "\" does not begin with a slash");
        }
        return new Entrance(path.replace(VERSION, encoded(version.orElse(""))), quirks.word("auth"));
    }

    /** The path for a request, without what the base URL ends with already. */
    String path(Routed routed) {
        String whole = path.replace("{model}", encoded(routed.model()));
        for (int end = whole.lastIndexOf('/'); end > 0; end = whole.lastIndexOf('/', end - 1)) {
            if (routed.provider().baseUrl().endsWith(whole.substring(0, end))) {
                return whole.substring(end);
            }
        }
        return whole;
    }

    /** The headers that let a provider's own caller in. */
    Map<String, String> headers(Provider provider) {
        return provider.key()
                .filter(key -> !key.isBlank())
                .map(key -> keyHeader
                        .map(header -> Map.of(header, key))
                        .orElseGet(() -> Map.of("Authorization", "Bearer " + key)))
                .orElse(Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
