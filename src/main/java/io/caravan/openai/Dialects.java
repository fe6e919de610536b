package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The dialects of all providers, each understood once. */
final class Dialects {

    private static final String OPENAI = "openai";

    private final Map<Key, Dialect> known = new ConcurrentHashMap<>();
    private final Map<String, String> vendorErrors = vendorErrors();

    /**
     * The dialect of a provider: of OpenAI itself, or of one that serves others' models.
     *
     * @throws IllegalArgumentException if one of its words makes no sense
     */
    Dialect of(Provider provider) {
        boolean own = provider.quirks().word("family").orElse(provider.id()).equals(OPENAI);
        return known.computeIfAbsent(
                new Key(provider.quirks(), own), key -> Dialect.of(key.quirks(), key.own(), vendorErrors));
    }

    private static Map<String, String> vendorErrors() {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Dialects.class.getResourceAsStream("errors.properties"), UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> tables = new ConcurrentHashMap<>();
        properties.stringPropertyNames().forEach(name -> tables.put(name, properties.getProperty(name)));
        return Map.copyOf(tables);
    }

    private record Key(Quirks quirks, boolean own) {}
}
