package io.caravan.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/** A pattern of bare model names: {@code *} stands for anything, {@code #} for digits; case does not count. */
public record ModelPattern(String glob, Pattern regex) {

    /** The pattern that a glob such as {@code gpt-*} or {@code o#*} describes. */
    public static ModelPattern of(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '#' -> regex.append("\\d+");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new ModelPattern(glob, Pattern.compile(regex.toString()));
    }

    /** Whether a bare model name is one of these. */
    public boolean matches(String model) {
        return regex.matcher(model.toLowerCase(Locale.ROOT)).matches();
    }
}
