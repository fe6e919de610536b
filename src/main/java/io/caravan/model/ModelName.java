package io.caravan.model;

import java.util.regex.Pattern;

/** The names under which one model goes. */
final class ModelName {

    private static final Pattern DATE = Pattern.compile("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{6}|\\d{4}|latest)$");

    private ModelName() {}

    /** The name without the date, or the word latest, at its end. */
    static String undated(String model) {
        return DATE.matcher(model).replaceFirst("");
    }
}
