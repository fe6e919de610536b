package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompressedBodyTest extends GatewayTest {

    private static final String GOOD = chat("openai/gpt-4o");
    private static final int LIMIT = 32 * 1024 * 1024;

    @BeforeEach
    void answer() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
    }

    @Test
    void gzip_isDecoded() throws Exception {
        assertThat(post(gzip(GOOD.getBytes(UTF_8)), "gzip").statusCode()).isEqualTo(200);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("gpt-4o");
    }

    @ParameterizedTest
    @MethodSource("notGzip")
    void bodyThatIsNoGzip_is400(String name, byte[] body) throws Exception {
        assertRefused(post(body, "gzip"), 400, "ValidationError");
    }

    private static Stream<Arguments> notGzip() throws IOException {
        byte[] whole = gzip(GOOD.getBytes(UTF_8));
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("plain", GOOD.getBytes(UTF_8)),
                Arguments.of("empty", new byte[0]),
                Arguments.of("cut", Arrays.copyOf(whole, whole.length / 2)),
                Arguments.of("wrong checksum", wrongSum));
    }

    @Test
    void gzipBomb_is413() throws Exception {
        assertRefused(post(gzip(new byte[LIMIT + 1]), "gzip"), 413, "RequestTooLarge");
    }

    private HttpResponse<String> post(byte[] body, String coding) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/llm/generate"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", coding)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer.body()).path("detail").textValue()).isNotBlank();
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo(type);
        assertThat(UPSTREAM.requests()).isEmpty();
    }
}
