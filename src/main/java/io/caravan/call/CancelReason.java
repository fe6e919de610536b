package io.caravan.call;

/** Why a {@link Call} was broken off. */
public enum CancelReason {
    /** The caller went away. */
    CLIENT_GONE,
    /** The provider sent nothing for too long before its first token. */
    FIRST_TOKEN_TIMEOUT,
    /** The provider fell silent in the middle of a stream. */
    IDLE_TIMEOUT,
    /** The whole call took too long. */
    TOTAL_TIMEOUT,
    /** The gateway is being stopped. */
    SHUTDOWN;

    /** Whether it was the provider that took too long. */
    public boolean timeout() {
        return this == FIRST_TOKEN_TIMEOUT || this == IDLE_TIMEOUT || this == TOTAL_TIMEOUT;
    }
}
