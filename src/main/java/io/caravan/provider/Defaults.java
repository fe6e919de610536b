package io.caravan.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What route files say for callers who do not: {@code reasoning_effort=minimal for gpt-5*; temperature=0.3}, members
 * of requests in OpenAI's form, whatever the dialect.
 */
public final class Defaults {

    /** The quirk word under which they are written. */
    public static final String WORD = "defaults";

    private final Map<String, Clauses<DefaultMembers>> known = new ConcurrentHashMap<>();

    /** The request with what its provider's file says and its caller did not. */
    public RoutedRequest addTo(RoutedRequest routed) {
        Quirks quirks = routed.provider().quirks();
        return quirks.word(WORD)
                .flatMap(text ->
                        known.computeIfAbsent(text, _ -> clauses(quirks)).first(routed.model()))
                .map(members -> new RoutedRequest(members.addTo(routed.chat()), routed.provider(), routed.model()))
                .orElse(routed);
    }

    /**
     * Makes sure that a route file's word makes sense.
     *
     * @throws IllegalArgumentException that says why it does not
     */
    public static void check(Quirks quirks) {
        var _ = clauses(quirks);
    }

    private static Clauses<DefaultMembers> clauses(Quirks quirks) {
        return Clauses.of(quirks, WORD, DefaultMembers::of);
    }
}
