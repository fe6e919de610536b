package io.caravan.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The place of one piece of text in the model's space, as precise as the provider told it. */
public sealed interface Vector {

    /** A vector that was told in numbers. */
    record Numbers(double[] numbers) implements Vector {}

    /** A vector that was told in 32-bit floats, the lowest byte first. */
    record Packed(byte[] bytes) implements Vector {
        public Packed {
            if (bytes.length % Float.BYTES != 0) {
                throw new IllegalArgumentException("not a whole number of floats");
            }
        }

        /** The floats. */
        public float[] floats() {
            float[] floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(floats);
            return floats;
        }
    }

    /** The vector in 32-bit floats. */
    default Packed packed() {
        return switch (this) {
            case Packed packed -> packed;
            case Numbers(double[] numbers) -> {
                ByteBuffer buffer =
                        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                for (double number : numbers) {
                    buffer.putFloat((float) number);
                }
                yield new Packed(buffer.array());
            }
        };
    }
}
