package io.caravan.camel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile Table table = new Table(List.of());

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
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the routes start");
        }
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpDoor(endpoint, processor, this);
    }

    /** A newer door stands before an older one for the same path. */
    synchronized void open(HttpDoor door) {
        List<HttpDoor> doors = new ArrayList<>(table.doors());
        doors.addFirst(door);
        doors.sort(Comparator.comparing(HttpDoor::path, PathPattern.SPECIFICITY_COMPARATOR));
        table = new Table(doors);
    }

    synchronized void close(HttpDoor door) {
        table = new Table(
                table.doors().stream().filter(one -> !one.equals(door)).toList());
    }

    /** Closes the doors of routes that still have calls to finish, but are to get no new ones. */
    synchronized void close(Set<String> routeIds) {
        table = new Table(table.doors().stream()
                .filter(one -> !routeIds.contains(one.getRouteId()))
                .toList());
    }

    /** The doors for a path, the one to take first; more than one where methods differ. */
    List<HttpDoor> doors(String path) {
        return table.doors(path);
    }

    /** The parts of a path that stand for the names in the door's pattern. */
    static Map<String, String> parts(HttpDoor door, String path) {
        if (door.literal()) {
            return Map.of();
        }
        return Optional.ofNullable(door.path().matchAndExtract(PathContainer.parsePath(path)))
                .map(PathPattern.PathMatchInfo::getUriVariables)
                .orElse(Map.of());
    }

    /** All doors, those with nothing but a fixed path by that path. */
    private record Table(List<HttpDoor> doors, Map<String, List<HttpDoor>> literal) {

        Table(List<HttpDoor> doors) {
            this(
                    List.copyOf(doors),
                    doors.stream()
                            .filter(HttpDoor::literal)
                            .collect(Collectors.groupingBy(door -> door.path().getPatternString())));
        }

        List<HttpDoor> doors(String path) {
            List<HttpDoor> fixed = literal.get(path);
            if (fixed != null) {
                return fixed;
            }
            PathContainer parsed = PathContainer.parsePath(path);
            return doors.stream().filter(door -> door.path().matches(parsed)).toList();
        }
    }
}
