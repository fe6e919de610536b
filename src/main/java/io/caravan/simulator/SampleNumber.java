package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;

/**
 * A made-up number within the bounds of a schema: some whole multiple of a step.
 *
 * @param first the lowest multiple
 * @param last the highest multiple
 */
record SampleNumber(double step, double first, double last) {

    private static final int SPAN = 100;
    private static final double COARSE = 0.25;
    private static final double FINEST = 1e-12;

    static long whole(JsonNode schema, Random random) {
        return (long) in(schema, schema.path("multipleOf").asDouble(1)).draw(random);
    }

    static double of(JsonNode schema, Random random) {
        if (schema.path("multipleOf").asDouble() > 0) {
            return in(schema, schema.get("multipleOf").asDouble()).draw(random);
        }
        double step = COARSE;
        while (in(schema, step).empty() && step > FINEST) {
            step /= 4;
        }
        return in(schema, step).draw(random);
    }

    private static SampleNumber in(JsonNode schema, double step) {
        double last = last(schema, step);
        double first = first(schema, step, Math.min(Math.ceil(1 / step), last));
        return new SampleNumber(step, first, Math.min(last, first + SPAN));
    }

    private static double first(JsonNode schema, double step, double otherwise) {
        if (schema.path("exclusiveMinimum").isNumber()) {
            return Math.floor(schema.get("exclusiveMinimum").asDouble() / step) + 1;
        }
        JsonNode minimum = schema.path("minimum");
        return minimum.isNumber() ? Math.ceil(minimum.asDouble() / step) : otherwise;
    }

    private static double last(JsonNode schema, double step) {
        if (schema.path("exclusiveMaximum").isNumber()) {
            return Math.ceil(schema.get("exclusiveMaximum").asDouble() / step) - 1;
        }
        JsonNode maximum = schema.path("maximum");
        return maximum.isNumber() ? Math.floor(maximum.asDouble() / step) : Double.MAX_VALUE;
    }

    private boolean empty() {
        return last < first;
    }

    private double draw(Random random) {
        int choices = empty() ? 1 : (int) (last - first) + 1;
        return (first + random.nextInt(choices)) * step;
    }
}
