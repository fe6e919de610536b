package io.caravan.camel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The table of paths that routes have opened with {@code platform-http}. It stands in for Camel's own engine,
 * which runs each request through Spring MVC and another thread.
 */
public final class HttpEntrance implements PlatformHttpEngine {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final List<HttpDoor> doors = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    /** From now on the table is whole. */
    void ready() {
        ready.countDown();
    }

    /** Waits for the table to be whole, for the server listens before the routes have started. */
    void awaitReady() throws IOException {
        try {
            if (ready.getCount() > 0 && !ready.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the routes have not started");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the routes start");
        }
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpDoor(endpoint, processor, this);
    }

    /** A newer door stands before an older one for the same path. */
    void open(HttpDoor door) {
        doors.addFirst(door);
        doors.sort(Comparator.comparing(HttpDoor::path, PathPattern.SPECIFICITY_COMPARATOR));
    }

    void close(HttpDoor door) {
        doors.remove(door);
    }

    /** Closes the doors of routes that still have calls to finish, but are to get no new ones. */
    void close(Set<String> routeIds) {
        doors.removeIf(door -> routeIds.contains(door.getRouteId()));
    }

    /** The doors for a path, the one to take first; more than one where methods differ or an older one is closing. */
    List<HttpDoor> doors(PathContainer path) {
        return doors.stream().filter(door -> door.path().matches(path)).toList();
    }

    /** The parts of a path that stand for the names in the door's pattern. */
    static Map<String, String> parts(HttpDoor door, PathContainer path) {
        return Optional.ofNullable(door.path().matchAndExtract(path))
                .map(PathPattern.PathMatchInfo::getUriVariables)
                .orElse(Map.of());
    }
}
