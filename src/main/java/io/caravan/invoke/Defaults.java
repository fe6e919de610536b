package io.caravan.invoke;

import io.caravan.settings.Variables;
import java.util.List;
import java.util.Optional;

/**
 * What is taken where a caller leaves it out.
 *
 * @param model empty if a caller must name one
 * @param temperature between 0 and 2
 */
public record Defaults(Optional<String> model, double temperature) {

    private static final double TEMPERATURE = 0.3;

    /**
     * What the variables {@code DEFAULT_LLM_MODEL} and {@code DEFAULT_LLM_TEMPERATURE} say.
     *
     * @throws IllegalArgumentException if the temperature is none
     */
    public static Defaults of(Variables variables) {
        return new Defaults(
                variables.first(List.of("DEFAULT_LLM_MODEL")),
                variables
                        .first(List.of("DEFAULT_LLM_TEMPERATURE"))
                        .map(Defaults::temperature)
                        .orElse(TEMPERATURE));
    }

    private static double temperature(String text) {
        try {
            double temperature = Double.parseDouble(text);
            if (temperature >= 0 && temperature <= 2) {
                return temperature;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException("DEFAULT_LLM_TEMPERATURE must be a number from 0 to 2, not " + text);
    }
}
