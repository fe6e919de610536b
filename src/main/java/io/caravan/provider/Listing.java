package io.caravan.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider's route file says about its list of models.
 *
 * @param way by whose dialect it is asked, {@link #IN_PROCESS}, or nothing if there is no list
 * @param path where below its base URL it is asked, if that is not where its dialect asks
 * @param listed names of chat models, none if all may be
 * @param unlisted names of models that are of another kind
 */
public record Listing(
        Optional<String> way, Optional<String> path, List<ModelPattern> listed, List<ModelPattern> unlisted) {

    /** The way of a provider that is asked without HTTP. */
    public static final String IN_PROCESS = "in-process";

    /** The words that tell it, and those with which a provider's management is asked. */
    public static final Set<String> WORDS =
            Set.of("listing", "list", "listed", "unlisted", "also", "access", "secret", "management");

    private static final String NONE = "none";

    public Listing {
        listed = List.copyOf(listed);
        unlisted = List.copyOf(unlisted);
    }

    /**
     * What these words say.
     *
     * @throws IllegalArgumentException if they make no sense
     */
    public static Listing of(Quirks quirks) {
        return new Listing(
                quirks.word("listing").filter(way -> !way.equals(NONE)),
                quirks.word("list").map(Listing::checked),
                patterns(quirks, "listed"),
                patterns(quirks, "unlisted"));
    }

    private static String checked(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("list: \"" + path + "\" does not begin with a slash");
        }
        return path;
    }

    private static List<ModelPattern> patterns(Quirks quirks, String word) {
        return quirks.list(word).stream().map(ModelPattern::of).toList();
    }

    /** Whether a model of that name is one for chat. */
    public boolean shows(String name) {
        boolean among = listed.isEmpty() || listed.stream().anyMatch(pattern -> pattern.matches(name));
        return among && unlisted.stream().noneMatch(pattern -> pattern.matches(name));
    }

    /**
     * Where below its base URL the provider is asked.
     *
     * @param usual where its dialect asks, query included
     * @param cursor the option for the page, which is left out with the first
     */
    public String path(String usual, String cursor, Optional<String> page) {
        String first = path.orElse(usual);
        char divider = first.indexOf('?') < 0 ? '?' : '&';
        return page.map(value -> first + divider + cursor + "=" + URLEncoder.encode(value, UTF_8))
                .orElse(first);
    }
}
