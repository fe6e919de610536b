package io.caravan.pacing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ways to all providers. */
public final class Gates {

    private final int most;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    /**
     * @param most calls that may be under way to one provider at one time
     */
    public Gates(int most) {
        this.most = most;
    }

    /** The way to a provider. */
    public Gate to(String provider) {
        return gates.computeIfAbsent(provider, _ -> new Gate(most));
    }
}
