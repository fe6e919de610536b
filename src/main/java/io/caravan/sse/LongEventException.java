package io.caravan.sse;

import java.io.IOException;

/** An event that is longer than any that is held. */
public final class LongEventException extends IOException {

    LongEventException(int most) {
        super("an event is longer than " + most + " bytes");
    }
}
