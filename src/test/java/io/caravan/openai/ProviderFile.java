package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A provider as its route file describes it, so that the files are tested together with what reads them.
 *
 * @param lines how many its first route takes, which is the one for chat
 */
record ProviderFile(String id, String template, Map<String, String> parameters, long lines) {

    private static final Path FOLDER = Path.of("routes/providers");
    private static final Set<String> DATA = Set.of(
            "provider",
            "keys",
            "tokens",
            "urls",
            "url",
            "keyless",
            "aliases",
            "models",
            "simulated",
            "variables",
            "defaults");

    static ProviderFile of(String id) {
        try {
            String text = Files.readString(FOLDER.resolve(id + ".camel.yaml"));
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
            JsonNode route = new JsonMapper().valueToTree(yaml).path(0).path("templatedRoute");
            Map<String, String> parameters = new LinkedHashMap<>();
            route.path("parameters")
                    .forEach(parameter -> parameters.put(
                            parameter.path("name").asText(),
                            parameter.path("value").asText()));
            return new ProviderFile(
                    id,
                    route.path("routeTemplateRef").asText(),
                    parameters,
                    text.split("(?m)^- ", -1)[1].lines().count());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every provider that speaks OpenAI's dialect. */
    static List<ProviderFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<ProviderFile> providers = new ArrayList<>(
                    files.map(file -> of(file.getFileName().toString().replace(".camel.yaml", "")))
                            .toList());
            providers.removeIf(provider -> !provider.template().equals("openai-compatible"));
            return providers;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Provider provider(String id) {
        return of(id).provider();
    }

    Provider provider() {
        return new Provider(
                id,
                List.of(),
                List.of(),
                List.of(),
                Optional.of("key"),
                false,
                parameters.getOrDefault("url", "http://localhost/v1"),
                quirks());
    }

    Quirks quirks() {
        Map<String, String> words = new LinkedHashMap<>(parameters);
        words.keySet().removeAll(DATA);
        return new Quirks(words);
    }
}
