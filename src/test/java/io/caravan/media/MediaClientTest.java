package io.caravan.media;

import static io.caravan.media.MediaFixture.GIF;
import static io.caravan.media.MediaFixture.allowance;
import static io.caravan.media.MediaFixture.settings;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.error.GatewayException;
import io.caravan.http.BodyMemory;
import io.caravan.media.MediaFixture.Names;
import io.caravan.settings.CaravanSettings;
import io.caravan.upstream.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.concurrent.Cancellable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaClientTest {

    private ScriptedUpstream server;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedUpstream();
        server.always(connection -> connection.whole(200, "image/gif", GIF));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void file_isFetchedWithNothingButAFewHeaders() throws Exception {
        Media media = get(server.url() + "/a%20b.gif?c=d");

        assertThat(media.type()).isEqualTo("image/gif");
        assertThat(media.bytes()).isEqualTo(GIF.getBytes(ISO_8859_1));
        assertThat(server.lastRequest().method()).isEqualTo("GET");
        assertThat(server.lastRequest().path()).isEqualTo("/a%20b.gif?c=d");
        assertThat(server.lastRequest().headers())
                .containsEntry("user-agent", "Caravan")
                .containsEntry("accept", "image/gif, image/png, application/pdf, text/plain")
                .containsEntry("host", "localhost:" + server.port())
                .containsOnlyKeys("user-agent", "accept", "host", "connection");
    }

    @Test
    void cookies_areNotKept() throws Exception {
        server.always(connection -> connection.whole(200, "image/gif", GIF, "Set-Cookie: a=b; Path=/"));
        try (MediaClient client = client(settings("localhost"), SystemDefaultDnsResolver.INSTANCE)) {
            client.get(RemoteAddress.of(server.url()), allowance(), _ -> {});
            client.get(RemoteAddress.of(server.url()), allowance(), _ -> {});
        }

        assertThat(server.requests())
                .hasSize(2)
                .noneMatch(sent -> sent.headers().containsKey("cookie"));
    }

    @Test
    void chunkedFile_isFetched() throws Exception {
        server.always(connection -> {
            connection.startStream();
            connection.send("Hel");
            connection.send("lo");
            connection.endStream();
        });

        assertThatThrownBy(() -> get(server.url())).hasMessageContaining("is text/event-stream");
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send("Hel");
            connection.send("lo");
            connection.endStream();
        });
        assertThat(get(server.url()).bytes()).isEqualTo("Hello".getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirects_areFollowed(int status) throws Exception {
        server.next(connection -> connection.whole(status, "text/html", "", "Location: /b"));
        server.next(connection -> connection.whole(status, "text/html", "", "Location: " + server.url() + "/c"));
        server.next(connection -> connection.whole(status, "text/html", "", "Location: d"));

        assertThat(get(server.url() + "/a").type()).isEqualTo("image/gif");
        assertThat(server.requests())
                .extracting(ScriptedUpstream.Recorded::path)
                .containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void fourthRedirect_isRefused() {
        server.always(connection -> connection.whole(302, "text/html", "", "Location: /on"));

        assertThatThrownBy(() -> get(server.url())).hasMessage("is redirected more than 3 times");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void redirectWithoutAnAddress_isRefused() {
        server.always(connection -> connection.whole(302, "text/html", ""));

        assertThatThrownBy(() -> get(server.url())).hasMessage("is redirected without a new address");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, must have an address that begins with http:// or https://",
        "http://a@localhost/, must not have a user or password in its address"
    })
    void redirectToWhatIsNotAllowed_isRefused(String location, String reason) {
        server.always(connection -> connection.whole(302, "text/html", "", "Location: " + location));

        assertThatThrownBy(() -> get(server.url())).hasMessage(reason);
    }

    @Test
    void redirectToAPrivateAddress_isNotFollowed() {
        server.always(
                connection -> connection.whole(302, "text/html", "", "Location: http://127.0.0.1:" + server.port()));

        assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:%d/",
                "http://localhost.:%d/",
                "http://127.0.0.1:%d/",
                "http://127.1:%d/",
                "http://2130706433:%d/",
                "http://0x7f000001:%d/",
                "http://0x7f.1:%d/",
                "http://017700000001:%d/",
                "http://0:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::]:%d/"
            })
    void machineItself_isNeverAskedWhateverItsName(String url) {
        assertThat(catchThrowable(() -> get(settings(), url.formatted(server.port()))))
                .isInstanceOfAny(IOException.class, MediaException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void privateAddresses_areAskedIfAllAreAllowed() throws Exception {
        CaravanSettings.Media base = settings();
        CaravanSettings.Media open = new CaravanSettings.Media(
                true,
                List.of(),
                List.of(server.port()),
                base.size(),
                base.timeout(),
                base.connect(),
                base.redirects(),
                base.parts(),
                base.parallel(),
                base.types());

        assertThat(get(open, server.url()).type()).isEqualTo("image/gif");
        assertThatThrownBy(() -> get(open, "http://localhost/"))
                .isInstanceOf(MediaException.class)
                .hasMessage("must not have port 80 in its address");
    }

    @Test
    void connection_goesToTheAddressThatWasChecked() throws Exception {
        Names names = new Names(Names.addresses("127.0.0.1"), Names.addresses("10.0.0.1"));
        try (MediaClient client = client(settings("127.0.0.1"), names)) {
            client.get(RemoteAddress.of("http://rebind.test:" + server.port()), allowance(), _ -> {});
        }

        assertThat(names.asked()).isEqualTo(1);
        assertThat(server.lastRequest().headers()).containsEntry("host", "rebind.test:" + server.port());
    }

    @Test
    void nameThatLeadsElsewhereAfterARedirect_isCheckedAgain() throws Exception {
        server.always(connection -> connection.whole(302, "text/html", "", "Location: /again"));
        Names names = new Names(Names.addresses("127.0.0.1"), Names.addresses("127.0.0.2"));
        try (MediaClient client = client(settings("127.0.0.1"), names)) {
            RemoteAddress address = RemoteAddress.of("http://rebind.test:" + server.port());

            assertThatThrownBy(() -> client.get(address, allowance(), _ -> {})).isInstanceOf(IOException.class);
        }

        assertThat(names.asked()).isEqualTo(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nameWithSomePrivateAddresses_isAskedAtTheOthers() throws Exception {
        Names names = new Names(Names.addresses("10.0.0.1", "::1", "127.0.0.1"));
        try (MediaClient client = client(settings("127.0.0.1"), names)) {
            Media media = client.get(RemoteAddress.of("http://mixed.test:" + server.port()), allowance(), _ -> {});

            assertThat(media.type()).isEqualTo("image/gif");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 304, 400, 401, 403, 404, 500, 503})
    void otherStatus_isTold(int status) {
        server.always(connection -> connection.whole(status, "image/gif", GIF));

        assertThatThrownBy(() -> get(server.url()))
                .isInstanceOf(MediaException.class)
                .hasMessage("could not be fetched: its server answered " + status);
    }

    @Test
    void compressedFile_isRefused() {
        server.always(connection -> connection.whole(200, "text/plain", "x", "Content-Encoding: gzip"));

        assertThatThrownBy(() -> get(server.url())).hasMessage("was sent compressed, though nobody asked for it");
    }

    @Test
    void emptyFile_isRefused() {
        server.always(connection -> connection.whole(200, "text/plain", ""));

        assertThatThrownBy(() -> get(server.url())).hasMessage("is empty");
    }

    @Test
    void wrongType_isRefusedBeforeItIsRead() throws Exception {
        var closed = new CompletableFuture<Duration>();
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 90000\r\n\r\n");
            closed.complete(connection.awaitClose(Duration.ofSeconds(5)));
        });

        assertThatThrownBy(() -> get(server.url()))
                .hasMessage("is video/mp4, not one of application/pdf, image/gif, image/png, text/plain");
        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void fileThatIsNotWhatItsServerSays_isRefused() {
        server.always(connection -> connection.whole(200, "image/png", "<html>"));

        assertThatThrownBy(() -> get(server.url())).hasMessage("is not the image/png that its server says it is");
    }

    @Test
    void fileOfTheLimit_isTaken() throws Exception {
        String file = "x".repeat((int) MediaFixture.SIZE);
        server.always(connection -> connection.whole(200, "text/plain", file));

        assertThat(get(server.url()).bytes()).hasSize(file.length());
    }

    @Test
    void lengthOverTheLimit_isRefusedBeforeItIsRead() throws Exception {
        var closed = new CompletableFuture<Duration>();
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100001\r\n\r\n");
            closed.complete(connection.awaitClose(Duration.ofSeconds(5)));
        });

        assertThatThrownBy(() -> get(server.url())).hasMessage("is larger than 100000 bytes");
        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void endlessFile_isReadNoFurtherThanTheLimit() {
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.send("x".repeat(10_000));
            }
        });

        assertThatThrownBy(() -> get(server.url())).hasMessage("is larger than 100000 bytes");
    }

    @Test
    void lengthThatIsMoreThanComes_isAFailure() {
        server.always(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nHello");
            connection.cut();
        });

        assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class);
    }

    @Test
    void lengthThatIsLessThanComes_isBelieved() throws Exception {
        server.always(connection -> connection.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello, World"));

        assertThat(get(server.url()).bytes()).isEqualTo("Hello".getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "many", "99999999999999999999"})
    void lengthThatIsNone_isAFailure(String length) {
        server.always(connection -> {
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + length + "\r\n\r\nHello");
            connection.cut();
        });

        assertThat(catchThrowable(() -> get(server.url()))).isInstanceOf(IOException.class);
    }

    @Test
    void allowanceOfTheRequest_isNotExceeded() {
        server.always(connection -> connection.whole(200, "text/plain", "x".repeat(50_000)));
        Allowance allowance = new Allowance(99_999, new BodyMemory(1_000_000).share());

        assertThatThrownBy(() -> {
                    get(allowance);
                    get(allowance);
                })
                .isInstanceOf(MediaException.class)
                .hasMessage("makes all that is fetched for the request more than 99999 bytes");
    }

    @Test
    void memoryThatIsUsedUp_isTheGatewaysTrouble() {
        server.always(connection -> connection.whole(200, "text/plain", "x".repeat(80_000)));

        assertThatThrownBy(() -> get(new Allowance(1_000_000, new BodyMemory(70_000).share())))
                .isInstanceOf(GatewayException.class)
                .hasMessage("too many large requests at once");
    }

    @Test
    void headersWithoutEnd_areNotKeptInMemory() {
        for (String header : List.of(
                "X-Long: " + "a".repeat(16_384), "X-Many: a\r\n".repeat(201).strip())) {
            server.always(connection -> connection.whole(200, "image/gif", GIF, header));

            assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void request_canBeBrokenOff() throws Exception {
        var closed = new CompletableFuture<Duration>();
        var asking = new CompletableFuture<Cancellable>();
        server.always(connection -> {
            asking.join().cancel();
            closed.complete(connection.awaitClose(Duration.ofSeconds(5)));
        });
        try (MediaClient client = client(settings("localhost"), SystemDefaultDnsResolver.INSTANCE)) {
            RemoteAddress address = RemoteAddress.of(server.url());

            assertThatThrownBy(() -> client.get(address, allowance(), asking::complete))
                    .isInstanceOf(IOException.class);
        }
        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(2));
    }

    private Media get(String url) throws IOException {
        return get(settings("localhost"), url);
    }

    private void get(Allowance allowance) throws IOException {
        try (MediaClient client = client(settings("localhost"), SystemDefaultDnsResolver.INSTANCE)) {
            client.get(RemoteAddress.of(server.url()), allowance, _ -> {});
        }
    }

    private static Media get(CaravanSettings.Media settings, String url) throws IOException {
        try (MediaClient client = client(settings, SystemDefaultDnsResolver.INSTANCE)) {
            return client.get(RemoteAddress.of(url), allowance(), _ -> {});
        }
    }

    private static MediaClient client(CaravanSettings.Media settings, DnsResolver names) {
        return new MediaClient(settings, names);
    }
}
