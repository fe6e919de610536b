package io.caravan.provider;

import java.util.Optional;

/** A name in which one star stands for anything, such as {@code claude-*}; case does not count. */
record Wildcard(String before, String after) {

    private static final char STAR = '*';

    static boolean in(String name) {
        return name.indexOf(STAR) >= 0;
    }

    /**
     * The wildcard that is written so.
     *
     * @throws IllegalArgumentException if there is more than one star in it, or none
     */
    static Wildcard of(String name) {
        int star = name.indexOf(STAR);
        if (star < 0 || star != name.lastIndexOf(STAR)) {
            throw new IllegalArgumentException("\"" + name + "\" may have one star and no more");
        }
        return new Wildcard(name.substring(0, star), name.substring(star + 1));
    }

    boolean matches(String name) {
        return name.length() >= length()
                && name.regionMatches(true, 0, before, 0, before.length())
                && name.regionMatches(true, name.length() - after.length(), after, 0, after.length());
    }

    /** What the star stands for in a name, if it is one of these. */
    Optional<String> star(String name) {
        return matches(name)
                ? Optional.of(name.substring(before.length(), name.length() - after.length()))
                : Optional.empty();
    }

    /** The name in which the star stands for that. */
    String with(String star) {
        return before + star + after;
    }

    /** How much of a name it tells. */
    int length() {
        return before.length() + after.length();
    }
}
