package io.caravan.chat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a request is said in words of the dialect in which its caller asked. Members so named, at any level of the
 * request, are for providers that know them; OpenAI-compatible ones do not get them, as they refuse what they do not
 * know.
 *
 * @param restated names of extras that say more exactly what a canonical member says too
 * @param others names of members that nothing else says
 * @param form wishes for the form of the answer, which are no provider's business
 */
public record NativeWords(Set<String> restated, Set<String> others, Set<String> form) {

    public static final NativeWords NONE = new NativeWords(Set.of(), Set.of());

    public NativeWords {
        restated = Set.copyOf(restated);
        others = Set.copyOf(others);
        form = Set.copyOf(form);
    }

    public NativeWords(Set<String> restated, Set<String> others) {
        this(restated, others, Set.of());
    }

    /** Whether there is no member that is not for everyone. */
    public boolean isEmpty() {
        return restated.isEmpty() && others.isEmpty();
    }

    /** The names of all members that are not for everyone. */
    public Collection<String> names() {
        Set<String> names = new HashSet<>(restated);
        names.addAll(others);
        return names;
    }
}
