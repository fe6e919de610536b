package io.caravan.simulator;

import io.caravan.http.BodySink;
import java.io.IOException;

/** Writes that tear every character of several bytes apart. */
final class Drip {

    private Drip() {}

    static void write(BodySink sink, byte[] bytes, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            sink.write(bytes, i, 1);
        }
    }
}
