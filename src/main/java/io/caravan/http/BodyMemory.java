package io.caravan.http;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The memory that the bodies of all requests may take together, small ones not counted. */
public final class BodyMemory {

    /** Bytes that are not counted. */
    static final int FREE = 65_536;

    private static final int KILOBYTE = 1024;

    private final Semaphore kilobytes;

    /**
     * @param most bytes of all bodies together
     */
    public BodyMemory(long most) {
        this.kilobytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, most / KILOBYTE));
    }

    /** A share that is empty to begin with. */
    public Share share() {
        return new Share();
    }

    /** What one request takes of it. */
    public final class Share implements AutoCloseable {

        private int held;
        private boolean closed;

        /**
         * Takes as much as is still missing for a body of that size.
         *
         * @throws GatewayException if there is not so much left
         */
        public synchronized void upTo(long bytes) {
            int wanted = bytes <= FREE ? 0 : (int) (bytes / KILOBYTE);
            if (wanted > held && (closed || !kilobytes.tryAcquire(wanted - held))) {
                throw new GatewayException(ErrorCode.TOO_BUSY, "too many large requests at once")
                        .retryAfter(Optional.of(Duration.ofSeconds(1)));
            }
            held = Math.max(held, wanted);
        }

        /** Gives everything back. */
        @Override
        public synchronized void close() {
            kilobytes.release(held);
            held = 0;
            closed = true;
        }
    }
}
