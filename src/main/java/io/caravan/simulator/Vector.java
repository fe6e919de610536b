package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A vector of length one for a text: always the same for the same words, and near where words are shared. */
record Vector(float[] values) {

    private static final int MOST_WORDS = 1000;

    static Vector of(String text, int dimensions) {
        double[] sum = new double[dimensions];
        List<String> words = Tokens.of(text.strip().toLowerCase(Locale.ROOT));
        for (String word : words.subList(0, Math.min(MOST_WORDS, words.size()))) {
            add(word.strip(), sum);
        }
        // What has no words, or just as many of them as make nothing of each other, is somewhere too.
        add("", sum);
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (sum[i] / Math.sqrt(length));
        }
        return new Vector(values);
    }

    private static void add(String word, double[] sum) {
        SplittableRandom random = new SplittableRandom(word.hashCode());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += random.nextDouble(-1, 1);
        }
    }

    /** The values as numbers. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /** The values as bytes, the last of each first. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
