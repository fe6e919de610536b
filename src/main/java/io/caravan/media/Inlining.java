package io.caravan.media;

import io.caravan.provider.Quirks;
import java.util.List;
import java.util.Locale;

/**
 * Which files a provider is to get in place of their addresses.
 *
 * @param which those with any address, with a plain {@code http} one, or none
 * @param links beginnings of addresses that mean something to the provider itself
 */
record Inlining(Which which, List<String> links) {

    private static final String INLINE = "inline";
    private static final String LINKS = "links";

    /** The quirk words that say it. */
    static final List<String> WORDS = List.of(INLINE, LINKS);

    Inlining {
        links = List.copyOf(links);
    }

    /**
     * What a provider's file says: the words {@code inline} and {@code links}.
     *
     * @throws IllegalArgumentException if it says {@code inline} in a way that means nothing
     */
    static Inlining of(Quirks quirks) {
        return new Inlining(quirks.word(INLINE).map(Which::of).orElse(Which.NONE), quirks.list(LINKS));
    }

    /** Whether a file with this address is to be fetched. */
    boolean wants(String url) {
        return which.wants(url) && links.stream().noneMatch(link -> url.regionMatches(true, 0, link, 0, link.length()));
    }

    enum Which {
        NONE,
        HTTP,
        ALL;

        static Which of(String word) {
            return switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "none" -> NONE;
                case "http" -> HTTP;
                case "all" -> ALL;
                default -> throw new IllegalArgumentException("inline: " + word + " is none of all, http, none");
            };
        }

        boolean wants(String url) {
            return switch (this) {
                case NONE -> false;
                case HTTP -> url.regionMatches(true, 0, "http:", 0, 5);
                case ALL -> true;
            };
        }
    }
}
