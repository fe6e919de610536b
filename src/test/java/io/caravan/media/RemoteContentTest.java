package io.caravan.media;

import static io.caravan.media.MediaFixture.GIF;
import static io.caravan.media.MediaFixture.GIF_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Call;
import io.caravan.call.Calls;
import io.caravan.call.CancelReason;
import io.caravan.call.Timeouts;
import io.caravan.chat.Content;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.http.BodyMemory;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.settings.CaravanSettings;
import io.caravan.upstream.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RemoteContentTest {

    private static final int KILOBYTE = 1024;

    private final BodyMemory memory = new BodyMemory(1000 * KILOBYTE);
    private ScriptedUpstream server;
    private Downloads downloads;
    private RemoteContent content;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedUpstream();
        server.always(connection -> connection.whole(200, "image/gif", GIF));
        CaravanSettings settings = settings();
        downloads =
                new Downloads(new MediaClient(settings.media(), SystemDefaultDnsResolver.INSTANCE), settings.media());
        content = new RemoteContent(downloads, memory, settings);
    }

    @AfterEach
    void close() throws IOException {
        downloads.close();
        server.close();
    }

    private static CaravanSettings settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "caravan.limits.body",
                        "256KB",
                        "caravan.media.allowed-hosts",
                        "localhost",
                        "caravan.media.ports",
                        "",
                        "caravan.media.timeout",
                        "1s",
                        "caravan.media.parts",
                        "3")))
                .bindOrCreate("caravan", CaravanSettings.class);
    }

    @Test
    void partsWithAddresses_getTheirFiles() {
        server.next(connection -> connection.whole(200, "application/pdf", MediaFixture.PDF));
        RoutedRequest routed = request(
                "all",
                text("Look"),
                "{'type':'file','file':{'file_data':'%s/a.pdf','filename':'a.pdf'},'cache_control':{'type':'x'}}"
                        .formatted(server.url()));
        RoutedRequest inlined = inlined(routed);

        assertThat(inlined.provider()).isEqualTo(routed.provider());
        assertThat(inlined.model()).isEqualTo(routed.model());
        assertThat(inlined.chat().messages().getFirst())
                .isEqualTo(routed.chat().messages().getFirst());
        List<Content> parts = parts(inlined);
        assertThat(parts.getFirst()).isEqualTo(new Content.Text("Look"));
        Content.Document before = (Content.Document) parts(routed).getLast();
        assertThat(parts.getLast())
                .isEqualTo(new Content.Document(
                        Optional.empty(),
                        Optional.of("data:application/pdf;base64,JVBERi0xLjcgYW5kIHNvIG9u"),
                        Optional.of("a.pdf"),
                        before.extras()));
    }

    @Test
    void everyPart_getsItsOwnFile() {
        server.always(connection ->
                connection.whole(200, "image/gif", GIF + server.requests().size()));
        RoutedRequest inlined = inlined(request("all", image("/a"), text("and"), image("/b"), image("/c")));

        assertThat(server.requests())
                .extracting(ScriptedUpstream.Recorded::path)
                .containsExactlyInAnyOrder("/a", "/b", "/c");
        assertThat(parts(inlined))
                .filteredOn(Content.Image.class::isInstance)
                .extracting(part -> ((Content.Image) part).url())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(url -> url.startsWith(GIF_URL.substring(0, 40)));
    }

    @Test
    void picture_keepsItsDetail() {
        RoutedRequest routed = request(
                "all", "{'type':'image_url','image_url':{'url':'%s/a','detail':'low'},'x':1}".formatted(server.url()));
        Content.Image before = (Content.Image) parts(routed).getFirst();

        assertThat(parts(inlined(routed)).getFirst())
                .isEqualTo(new Content.Image(GIF_URL, Optional.of("low"), before.extras()));
    }

    @Test
    void addressInThePlaceOfAFileId_isFollowed() {
        server.always(connection -> connection.whole(200, "text/plain", "Hello"));
        RoutedRequest inlined =
                inlined(request("all", "{'type':'file','file':{'file_id':'%s/a'}}".formatted(server.url())));

        assertThat(parts(inlined).getFirst())
                .isEqualTo(new Content.Document(
                        Optional.empty(), Optional.of("data:text/plain;base64,SGVsbG8="), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'http://localhost/'}",
                "{'type':'image_url','image_url':{'url':'data:image/gif;base64,AA=='}}",
                "{'type':'image_url','image_url':{'url':'gs://bucket/a.png'}}",
                "{'type':'file','file':{'file_id':'file-1'}}",
                "{'type':'file','file':{'file_data':'data:application/pdf;base64,AA=='}}",
                "{'type':'input_audio','input_audio':{'data':'http://localhost/','format':'wav'}}",
                "{'type':'video_url','video_url':{'url':'http://localhost/'}}"
            })
    void requestWithoutAddresses_isTheSame(String part) {
        RoutedRequest routed = request("all", part);

        assertThat(content.inline(routed)).isSameAs(routed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", ""})
    void providerThatFollowsAddressesItself_getsThem(String word) {
        RoutedRequest routed = request(word, image("/a"));

        assertThat(content.inline(routed)).isSameAs(routed);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void fileThatCannotBeHad_isNamed() {
        server.next(connection -> connection.whole(404, "text/html", "no"));
        GatewayException refused = refused(request("all", text("Look"), image("/a")));

        assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refused.getMessage())
                .isEqualTo("messages.1.content.1: could not be fetched: its server answered 404");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/, could not be fetched from its address",
        "http://user@localhost/, must not have a user or password in its address",
        "https:///, has an address without a valid host"
    })
    void addressThatIsNotFollowed_isNamed(String url, String reason) {
        GatewayException refused = refused(request("all", "{'type':'image_url','image_url':{'url':'" + url + "'}}"));

        assertThat(refused.getMessage()).isEqualTo("messages.1.content.0: " + reason);
    }

    @Test
    void documentInThePlaceOfAPicture_isRefused() {
        server.next(connection -> connection.whole(200, "application/pdf", MediaFixture.PDF));

        assertThat(refused(request("all", image("/a"))).getMessage())
                .isEqualTo("messages.1.content.0: is application/pdf, not a picture");
    }

    @Test
    void slowServer_isTheRequestsFault() {
        server.always(connection -> connection.awaitClose(Duration.ofSeconds(5)));
        GatewayException refused = refused(request("all", image("/a")));

        assertThat(refused.code().status()).isEqualTo(400);
        assertThat(refused.getMessage()).isEqualTo("messages.1.content.0: took longer than 1000 ms to fetch");
    }

    @Test
    void moreFilesThanAreFetched_areRefusedBeforeAnyIs() {
        String[] images = IntStream.range(0, 4).mapToObj(i -> image("/" + i)).toArray(String[]::new);

        assertThat(refused(request("all", images)).getMessage())
                .isEqualTo("messages.1.content.3: is one more than the 3 files that are fetched for a request");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void filesThatAreTooLargeTogether_areRefused() {
        server.always(connection -> connection.whole(200, "image/gif", GIF + "x".repeat(100 * KILOBYTE)));

        assertThat(refused(request("all", image("/a"), image("/b"))).getMessage())
                .endsWith("makes all that is fetched for the request more than 196608 bytes");
    }

    @Test
    void memory_isGivenBackWhenTheCallEnds() throws Exception {
        server.always(connection -> connection.whole(200, "image/gif", GIF + "x".repeat(150 * KILOBYTE)));
        Call call = new Call("1", new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        try (Calls calls =
                new Calls(new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)), 10)) {
            ScopedValue.where(Call.CURRENT, call).run(() -> content.inline(request("all", image("/a"))));
            BodyMemory.Share rest = memory.share();

            assertThat(catchThrowableOfType(GatewayException.class, () -> rest.upTo(900 * KILOBYTE)))
                    .isNotNull();
            calls.end(call);
            rest.upTo(1000 * KILOBYTE);
        }
    }

    @Test
    void memory_isGivenBackAtOnceWithoutACall() {
        server.always(connection -> connection.whole(200, "image/gif", GIF + "x".repeat(150 * KILOBYTE)));
        content.inline(request("all", image("/a")));

        memory.share().upTo(1000 * KILOBYTE);
    }

    @Test
    void cancelledCall_endsItsDownloads() throws Exception {
        var closed = new CompletableFuture<Duration>();
        server.always(connection -> closed.complete(connection.awaitClose(Duration.ofSeconds(5))));
        Call call = new Call("1", new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        var refused = CompletableFuture.supplyAsync(() ->
                ScopedValue.where(Call.CURRENT, call).call(() -> refused(request("all", image("/a")))));
        Awaitility.await().until(() -> server.requests().size() == 1);
        call.cancel(CancelReason.CLIENT_GONE);

        assertThat(refused.get(1, TimeUnit.SECONDS).getMessage()).endsWith("was not fetched to its end");
        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(1));
    }

    private RoutedRequest inlined(RoutedRequest routed) {
        return (RoutedRequest) content.inline(routed);
    }

    private GatewayException refused(RoutedRequest routed) {
        return catchThrowableOfType(GatewayException.class, () -> content.inline(routed));
    }

    private String image(String path) {
        return "{'type':'image_url','image_url':{'url':'" + server.url() + path + "'}}";
    }

    private static String text(String text) {
        return "{'type':'text','text':'" + text + "'}";
    }

    private static List<Content> parts(RoutedRequest routed) {
        return routed.chat().messages().getLast().content();
    }

    private static RoutedRequest request(String inline, String... parts) {
        String body = """
            {'model':'acme/m','messages':[{'role':'system','content':'Be brief'},{'role':'user','content':[%s]}]}
            """.formatted(List.of(parts).stream().collect(Collectors.joining(",")))
                .replace('\'', '"');
        Provider provider = new Provider(
                "acme",
                List.of(),
                List.of(),
                List.of(),
                Optional.of("key"),
                false,
                "http://localhost",
                new Quirks(Map.of("inline", inline)));
        try {
            return new RoutedRequest(ChatRequestReader.read(new ObjectMapper().readTree(body)), provider, "m");
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
