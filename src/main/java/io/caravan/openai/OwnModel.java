package io.caravan.openai;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of one of OpenAI's models tells.
 *
 * @param name without the mark of a fine-tuned model
 * @param generation the number after {@code gpt-}, 0 if there is none
 * @param revision the number after the point
 */
record OwnModel(String name, int generation, int revision) {

    private static final Pattern GPT = Pattern.compile("gpt-(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
    private static final int FIRST_TO_REASON = 5;

    static OwnModel of(String model) {
        String name = model.startsWith("ft:") ? model.substring(3) : model;
        Matcher gpt = GPT.matcher(name);
        if (!gpt.matches()) {
            return new OwnModel(name, 0, 0);
        }
        return new OwnModel(name, number(gpt.group(1)), number(gpt.group(2)));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether it thinks before it answers. */
    boolean reasons() {
        return oSeries() || (generation >= FIRST_TO_REASON && !name.startsWith("gpt-5-chat"));
    }

    private boolean oSeries() {
        return name.length() > 1 && name.charAt(0) == 'o' && Character.isDigit(name.charAt(1));
    }

    /** Whether its thinking can be switched off with the effort none. */
    boolean mayNotThink() {
        return generation > FIRST_TO_REASON || (generation == FIRST_TO_REASON && revision >= 1);
    }

    /** Whether the name begins with one of those. */
    boolean begins(String... beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
