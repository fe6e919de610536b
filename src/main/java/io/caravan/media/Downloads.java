package io.caravan.media;

import io.caravan.settings.CaravanSettings;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All downloads of the gateway, so many at a time. They have platform threads of their own: looking up a name blocks
 * its thread, and a slow name server would stop the few that carry the virtual ones.
 */
final class Downloads implements AutoCloseable {

    private static final int IDLE_SECONDS = 30;

    private final MediaClient client;
    private final CaravanSettings.Media settings;
    private final ThreadPoolExecutor threads;

    Downloads(MediaClient client, CaravanSettings.Media settings) {
        this.client = client;
        this.settings = settings;
        this.threads = new ThreadPoolExecutor(
                settings.parallel(),
                settings.parallel(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("media-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to fetch what a URL names.
     *
     * @throws MediaException if it is no address to fetch from
     */
    Download begin(String url, Allowance allowance) {
        Download download = new Download(client, RemoteAddress.of(url), allowance, settings.timeout());
        threads.execute(download);
        return download;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        client.close();
    }
}
