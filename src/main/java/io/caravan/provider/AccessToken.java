package io.caravan.provider;

import java.time.Duration;

/**
 * What a provider gave for a key and takes in its place for a while.
 *
 * @param lifetime from the moment it was given
 */
public record AccessToken(String value, Duration lifetime) {

    @Override
    public String toString() {
        return "an access token for " + lifetime;
    }
}
