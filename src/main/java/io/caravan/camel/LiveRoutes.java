package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.call.Calls;
import io.caravan.settings.CaravanSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps the running routes as their folder has them. A changed file's routes start beside the old ones and take over
 * when they stand; the old ones end when the last call that may use them has. A file that cannot be understood or
 * started changes nothing.
 */
public final class LiveRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String SUFFIX = ".camel.yaml";

    private final ModelCamelContext context;
    private final HttpEntrance entrance;
    private final ProviderRoutes providers;
    private final Calls calls;
    private final CaravanSettings.Routes settings;
    private final RouteGenerations generations;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("routes").factory());

    private final Map<Path, byte[]> tried = new HashMap<>();
    private final Map<Path, Running> running = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private Map<Path, byte[]> lastSeen = Map.of();

    public LiveRoutes(
            ModelCamelContext context,
            HttpEntrance entrance,
            ProviderRoutes providers,
            Calls calls,
            CaravanSettings.Routes settings) {
        this.context = context;
        this.entrance = entrance;
        this.providers = providers;
        this.calls = calls;
        this.settings = settings;
        this.generations = new RouteGenerations(context);
    }

    /** What runs of a file: its content, and the ids of its routes if they are not those that the content gives. */
    private record Running(byte[] content, Optional<List<String>> ids) {}

    /** The routes that were loaded at the start are taken for what stands in the folder, which is watched from now on. */
    public void begin() {
        lastSeen = read();
        tried.putAll(lastSeen);
        lastSeen.forEach((path, content) -> running.put(path, new Running(content, Optional.empty())));
        providers.register(current());
        providers.announce();
        entrance.ready();
        if (settings.reload()) {
            long poll = settings.poll().toMillis();
            var _ = watcher.scheduleWithFixedDelay(this::look, poll, poll, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            Map<Path, byte[]> seen = read();
            if (same(seen, lastSeen)) {
                apply(seen);
            }
            lastSeen = seen;
        } catch (RuntimeException failure) {
            LOG.warn("the routes folder {} could not be read", settings.directory(), failure);
        }
    }

    /** Takes over what differs from the running routes. A file counts only once it has stood still for one look. */
    private void apply(Map<Path, byte[]> files) {
        Set<Path> gone = new HashSet<>(tried.keySet());
        gone.removeAll(files.keySet());
        gone.forEach(this::remove);
        files.forEach((path, content) -> {
            if (!Arrays.equals(content, tried.get(path))) {
                change(path, content);
            }
        });
    }

    private void change(Path path, byte[] content) {
        tried.put(path, content);
        try {
            start(RouteFile.parse(context, path, content), content);
            LOG.info("routes of {} are running as they now stand", path);
        } catch (Exception wrong) {
            LOG.error("{} is refused, its last good routes stay: {}", path, reason(wrong));
            LOG.debug("{} is refused", path, wrong);
        }
    }

    private void start(RouteFile file, byte[] content) throws Exception {
        if (file.routeIds().isEmpty() && !file.shared()) {
            throw new IllegalArgumentException("it defines no route");
        }
        List<RouteFile> files = new ArrayList<>(List.of(file));
        if (file.shared()) {
            files.addAll(others(file.path()));
        }
        List<String> old = new ArrayList<>();
        for (RouteFile one : files) {
            check(one, file.templates());
            old.addAll(ids(one.path()));
        }
        List<List<String>> started = generations.start(files);
        running.put(file.path(), new Running(content, Optional.empty()));
        for (int i = 0; i < files.size(); i++) {
            List<String> ids = started.get(i);
            running.computeIfPresent(
                    files.get(i).path(), (_, before) -> new Running(before.content(), Optional.of(ids)));
        }
        retire(old);
    }

    private void check(RouteFile file, List<RouteTemplateDefinition> newTemplates) {
        for (TemplatedRouteDefinition route : file.templatedRoutes()) {
            String id = route.getRouteTemplateRef();
            newTemplates.stream()
                    .filter(template -> template.getId().equals(id))
                    .findFirst()
                    .or(() -> Optional.ofNullable(context.getRouteTemplateDefinition(id)))
                    .ifPresent(template -> providers.check(route, template));
        }
    }

    private List<RouteFile> others(Path path) throws Exception {
        List<RouteFile> others = new ArrayList<>();
        for (Map.Entry<Path, Running> entry : running.entrySet()) {
            if (!entry.getKey().equals(path)) {
                RouteFile other = RouteFile.parse(
                        context, entry.getKey(), entry.getValue().content());
                if (!other.routeIds().isEmpty()) {
                    others.add(other);
                }
            }
        }
        return others;
    }

    private List<String> ids(Path path) throws Exception {
        Running before = running.get(path);
        if (before == null) {
            return List.of();
        }
        return before.ids().isPresent()
                ? before.ids().get()
                : RouteFile.parse(context, path, before.content()).routeIds();
    }

    private void remove(Path path) {
        tried.remove(path);
        try {
            List<String> old = ids(path);
            running.remove(path);
            retire(old);
            LOG.info("routes of {} are gone with their file", path);
        } catch (Exception failure) {
            LOG.warn("the routes of {} could not be removed", path, failure);
        }
    }

    /** Old routes get no new work, and end with the last call that had begun before. */
    private void retire(List<String> old) {
        retired.addAll(old);
        entrance.close(Set.copyOf(old));
        providers.register(current());
        Set<Call> earlier = calls.now();
        removeWhenSettled(old, earlier);
    }

    private void removeWhenSettled(List<String> old, Set<Call> earlier) {
        if (calls.settled(earlier)) {
            old.forEach(generations::remove);
            retired.removeAll(old);
        } else {
            var _ = watcher.schedule(() -> removeWhenSettled(old, earlier), 200, TimeUnit.MILLISECONDS);
        }
    }

    private List<RouteDefinition> current() {
        return context.getRouteDefinitions().stream()
                .filter(route -> !retired.contains(route.getRouteId()))
                .toList();
    }

    private Map<Path, byte[]> read() {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(settings.directory())) {
            for (Path path :
                    paths.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                files.put(path, Files.readAllBytes(path));
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean same(Map<Path, byte[]> one, Map<Path, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
    }

    private static String reason(Throwable wrong) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(wrong);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
