package io.caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue as it now stands. The operator's own file is read again when it changes; a wrong one changes nothing. */
public final class LiveCatalogue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogue.class);

    private final Optional<Path> own;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalogue").factory());
    private volatile Catalogue catalogue;
    private Optional<Stamp> seen;

    /** By what a change of the file is told. */
    private record Stamp(FileTime modified, long size) {}

    /**
     * @param own the operator's file, if there is one
     * @param poll how often it is looked at
     * @throws CatalogueException if it cannot be read
     */
    LiveCatalogue(Optional<Path> own, Duration poll) {
        this.own = own;
        this.seen = stamp();
        this.catalogue = Catalogue.read(own);
        if (own.isPresent()) {
            var _ = watcher.scheduleWithFixedDelay(this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What is known now. Whoever needs it more than once for one call keeps it. */
    public Catalogue now() {
        return catalogue;
    }

    private void look() {
        Optional<Stamp> stamp = stamp();
        if (stamp.equals(seen)) {
            return;
        }
        seen = stamp;
        try {
            catalogue = Catalogue.read(own);
            LOG.info("the catalogue is now {}", catalogue.version());
        } catch (CatalogueException wrong) {
            LOG.error("the catalogue stays as it was: {}", wrong.getMessage());
        } catch (RuntimeException unexpected) {
            // The watch goes on.
            LOG.error("the catalogue stays as it was", unexpected);
        }
    }

    private Optional<Stamp> stamp() {
        return own.flatMap(file -> {
            try {
                return Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            } catch (IOException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
