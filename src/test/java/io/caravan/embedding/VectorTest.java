package io.caravan.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VectorTest {

    @Test
    void numbers_arePackedWithTheLowestByteFirst() {
        Vector vector = new Vector.Numbers(new double[] {1, -2.5});

        assertThat(vector.packed().bytes()).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0);
        assertThat(vector.packed().floats()).containsExactly(1f, -2.5f);
    }

    @Test
    void packed_staysAsItIs() {
        Vector.Packed packed = new Vector.Packed(new byte[] {0, 0, (byte) 0x80, 0x3f});

        assertThat(packed.packed()).isSameAs(packed);
    }

    @Test
    void bytesThatAreNoFloats_areRefused() {
        assertThatThrownBy(() -> new Vector.Packed(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
