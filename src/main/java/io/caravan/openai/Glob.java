package io.caravan.openai;

import java.util.regex.Pattern;

/** A word in which each {@code *} stands for anything. */
record Glob(Pattern pattern) {

    static Glob of(String text) {
        StringBuilder regex = new StringBuilder();
        for (String piece : text.split("(?=\\*)|(?<=\\*)", -1)) {
            regex.append(piece.equals("*") ? ".*" : Pattern.quote(piece));
        }
        return new Glob(Pattern.compile(regex.toString()));
    }

    boolean matches(String word) {
        return pattern.matcher(word).matches();
    }
}
