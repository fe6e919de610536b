package io.caravan.camel;

import java.util.concurrent.ThreadLocalRandom;

/** Names for requests that came without one. */
public final class RequestIds {

    /** A name that was not given before. */
    public String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Integer.toHexString(random.nextInt() | Integer.MIN_VALUE);
    }
}
