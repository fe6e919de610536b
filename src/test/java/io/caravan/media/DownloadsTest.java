package io.caravan.media;

import static io.caravan.media.MediaFixture.allowance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.upstream.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private ScriptedUpstream server;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedUpstream();
        server.always(connection -> connection.whole(200, "image/gif", MediaFixture.GIF));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void file_isWaitedFor() throws Exception {
        try (Downloads downloads = downloads(SHORT)) {
            assertThat(begin(downloads, server.url()).await().dataUrl()).isEqualTo(MediaFixture.GIF_URL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"})
    void slowServer_isGivenUpAndLeft(String answer) throws Exception {
        var closed = new CompletableFuture<Duration>();
        server.always(connection -> {
            connection.write(answer);
            closed.complete(connection.awaitClose(Duration.ofSeconds(5)));
        });
        try (Downloads downloads = downloads(SHORT)) {
            assertThatThrownBy(() -> begin(downloads, server.url()).await())
                    .isInstanceOf(MediaException.class)
                    .hasMessage("took longer than 400 ms to fetch");
        }
        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(PROMPT);
    }

    @Test
    void serverThatDrips_isGivenUpThoughItIsNeverSilent() throws Exception {
        var over = new CountDownLatch(1);
        var stopped = new CompletableFuture<Boolean>();
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nX-Drip: ");
            try {
                while (!over.await(20, TimeUnit.MILLISECONDS)) {
                    connection.write("x");
                }
            } catch (IOException _) {
                stopped.complete(true);
            }
        });
        try (Downloads downloads = downloads(SHORT)) {
            assertThatThrownBy(() -> begin(downloads, server.url()).await())
                    .hasMessage("took longer than 400 ms to fetch");
        }
        assertThat(stopped.get(5, TimeUnit.SECONDS)).isTrue();
        over.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://unknown.invalid/", "http://localhost:1/"})
    void hostThatMayNotOrCannotBeReached_isToldInTheSameWords(String url) throws Exception {
        try (Downloads downloads = downloads(Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> begin(downloads, url).await())
                    .isInstanceOf(MediaException.class)
                    .hasMessage("could not be fetched from its address");
        }
    }

    @Test
    void moreThanFitAtOnce_giveUpWithoutBlamingTheAddress() throws Exception {
        var release = new CompletableFuture<Boolean>();
        var settings = MediaFixture.settings(SHORT);
        try (Downloads downloads = new Downloads(new MediaClient(settings, new HangingNames(release)), settings)) {
            begin(downloads, "http://slow.test/");
            begin(downloads, "http://slow.test/");
            Download third = begin(downloads, "http://slow.test/");

            GatewayException busy = catchThrowableOfType(GatewayException.class, third::await);
            assertThat(busy.code()).isEqualTo(ErrorCode.TOO_BUSY);
            assertThat(busy.retryAfter()).hasValue(Duration.ofSeconds(1));
        } finally {
            release.complete(true);
        }
    }

    @Test
    void brokenOff_endsAtOnce() throws Exception {
        var closed = new CompletableFuture<Duration>();
        server.always(connection -> closed.complete(connection.awaitClose(Duration.ofSeconds(5))));
        try (Downloads downloads = downloads(Duration.ofSeconds(10))) {
            Download download = begin(downloads, server.url());
            Awaitility.await().until(() -> server.requests().size() == 1);
            download.breakOff();

            assertThatThrownBy(download::await).isInstanceOf(MediaException.class);
            assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(PROMPT);
        }
    }

    @Test
    void nameServerThatHangs_holdsNobodyUp() throws Exception {
        var release = new CompletableFuture<Boolean>();
        var settings = MediaFixture.settings(SHORT);
        try (Downloads downloads = new Downloads(new MediaClient(settings, new HangingNames(release)), settings)) {
            assertThatThrownBy(() -> begin(downloads, "http://slow.test/").await())
                    .hasMessage("took longer than 400 ms to fetch");
        } finally {
            release.complete(true);
        }
    }

    private static Downloads downloads(Duration timeout) {
        var settings = MediaFixture.settings(timeout, "localhost");
        return new Downloads(new MediaClient(settings, SystemDefaultDnsResolver.INSTANCE), settings);
    }

    private static Download begin(Downloads downloads, String url) {
        return downloads.begin(url, allowance());
    }

    /** A name server that answers nothing until it is released, and then that it knows nobody. */
    private record HangingNames(CompletableFuture<Boolean> release) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            release.join();
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
