package io.caravan.http;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Names for requests that came without one. */
@Component
public class RequestIds {

    /** A name that was not given before. */
    public String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Integer.toHexString(random.nextInt() | Integer.MIN_VALUE);
    }
}
