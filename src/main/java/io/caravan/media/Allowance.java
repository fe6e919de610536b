package io.caravan.media;

import io.caravan.http.BodyMemory;

/** How much may be fetched for one request. Its memory comes from what all large bodies share. */
final class Allowance implements AutoCloseable {

    private final long most;
    private final BodyMemory.Share memory;
    private long taken;

    /**
     * @param most bytes of all its files together
     */
    Allowance(long most, BodyMemory.Share memory) {
        this.most = most;
        this.memory = memory;
    }

    /**
     * Takes room for some more bytes.
     *
     * @throws MediaException if it is used up
     * @throws io.caravan.error.GatewayException if the gateway has no more memory for now
     */
    synchronized void take(int bytes) {
        taken += bytes;
        if (taken > most) {
            throw new MediaException("makes all that is fetched for the request more than " + most + " bytes");
        }
        memory.upTo(taken);
    }

    @Override
    public void close() {
        memory.close();
    }
}
