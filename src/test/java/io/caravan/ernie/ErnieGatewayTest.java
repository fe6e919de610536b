package io.caravan.ernie;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.GatewayTest;
import io.caravan.upstream.Connection;
import io.caravan.upstream.ScriptedUpstream;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import io.caravan.upstream.Vendor;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Older ERNIEs behind the whole gateway, with access tokens that run out. */
@Timeout(20)
@ExtendWith(OutputCaptureExtension.class)
class ErnieGatewayTest extends GatewayTest {

    private static final String MODEL = "ernie-legacy/ERNIE-4.0-8K";
    private static final String FRESH = "24.canaryfresh0123456789.2592000.1770000000.282335-1";
    private static final String STALE = """
        {"error_code":110,"error_msg":"Access token invalid or no longer valid"}\
        """;

    @BeforeEach
    void someToken() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.ERNIE.answer("Hi")));
        assertThat(post("/llm/generate", chat(MODEL)).statusCode()).isEqualTo(200);
        UPSTREAM.reset();
    }

    /** Others count on the usual one. */
    @AfterEach
    void usualToken() throws Exception {
        UPSTREAM.reset();
        UPSTREAM.next(connection -> connection.json(200, STALE));
        UPSTREAM.next(connection -> connection.json(200, Vendor.ERNIE.answer("Hi")));
        assertThat(post("/llm/generate", chat(MODEL)).statusCode()).isEqualTo(200);
    }

    private static void freshToken(Connection connection) throws IOException {
        connection.json(200, "{\"access_token\":\"" + FRESH + "\",\"expires_in\":2592000}");
    }

    @Test
    void tokenThatRanOut_isReplacedOnceUnseenByTheCaller() throws Exception {
        UPSTREAM.tokens(ErnieGatewayTest::freshToken);
        UPSTREAM.next(connection -> connection.json(200, STALE));
        UPSTREAM.always(connection -> connection.json(200, Vendor.ERNIE.answer("Hi")));
        HttpResponse<String> first = post("/llm/generate", chat(MODEL));
        HttpResponse<String> second = post("/llm/generate", chat(MODEL));

        assertThat(json(first.body()).at("/choices/0/message/content").textValue())
                .isEqualTo("Hi");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.requests())
                .extracting(request -> request.path().contains(FRESH))
                .containsExactly(false, true, true);
        assertThat(UPSTREAM.tokenRequests()).hasSize(1);
        Recorded exchange = UPSTREAM.tokenRequests().getFirst();
        assertThat(exchange.method()).isEqualTo("POST");
        assertThat(exchange.path())
                .isEqualTo("/oauth/2.0/token?grant_type=client_credentials&client_id=ernie-id-canary"
                        + "&client_secret=ernie-secret%2Bcanary%2F%3D");
        assertThat(exchange.body()).isEmpty();
    }

    @Test
    void tokenThatRanOut_isReplacedForAStream() throws Exception {
        for (String more : List.of("", "data: ")) {
            UPSTREAM.next(connection -> connection.whole(
                    200, more.isEmpty() ? "application/json" : "text/event-stream", more + STALE + "\n\n"));
            UPSTREAM.next(connection -> connection.stream(Vendor.ERNIE.stream("Hi")));
            HttpResponse<String> answer = post("/llm/generate", chat(MODEL, ",\"stream\":true"));

            assertThat(answer.body()).contains("\"Hi\"").endsWith("data: [DONE]\n\n");
        }
        assertThat(UPSTREAM.tokenRequests()).hasSize(2);
        assertThat(UPSTREAM.requests()).hasSize(4);
    }

    @Test
    void freshTokenThatIsRefusedToo_isAnError() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, STALE));
        HttpResponse<String> answer = post("/v1/chat/completions", chat(MODEL));

        assertThat(answer.statusCode()).isEqualTo(401);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("type").textValue()).isEqualTo("authentication_error");
        assertThat(error.path("code").textValue()).isEqualTo("invalid_api_key");
        assertThat(error.path("retryable").booleanValue()).isFalse();
        assertThat(UPSTREAM.requests()).hasSize(2);
        assertThat(UPSTREAM.tokenRequests()).hasSize(1);
    }

    @Test
    void otherError_isNotTriedAgain() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, "{\"error_code\":14,\"error_msg\":\"IAM failed\"}"));
        HttpResponse<String> answer = post("/llm/generate", chat(MODEL));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(UPSTREAM.requests()).hasSize(1);
        assertThat(UPSTREAM.tokenRequests()).isEmpty();
    }

    @Test
    void hundredCallsWithATokenThatRanOut_fetchOneFreshOne() throws Exception {
        CountDownLatch all = new CountDownLatch(100);
        UPSTREAM.tokens(ErnieGatewayTest::freshToken);
        UPSTREAM.always(connection -> {
            if (all.getCount() > 0) {
                all.countDown();
                all.await();
                connection.json(200, STALE);
            } else {
                connection.json(200, Vendor.ERNIE.answer("Hi"));
            }
        });
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(_ ->
                        HTTP.sendAsync(request("/llm/generate", chat(MODEL)), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(UPSTREAM.tokenRequests()).hasSize(1);
        assertThat(UPSTREAM.requests()).hasSize(200);
    }

    @Test
    void clientThatLeavesWhileATokenIsFetched_spoilsItForNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        UPSTREAM.tokens(connection -> {
            asked.countDown();
            left.await();
            freshToken(connection);
        });
        UPSTREAM.next(connection -> connection.json(200, STALE));
        UPSTREAM.always(connection -> connection.json(200, Vendor.ERNIE.answer("Hi")));
        try (Socket _ = connect("/llm/generate", chat(MODEL))) {
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        }
        var other = HTTP.sendAsync(request("/llm/generate", chat(MODEL)), HttpResponse.BodyHandlers.ofString());
        // The one that has left is over, the other one and the errand go on.
        Awaitility.await().until(() -> calls.size() == 2);
        left.countDown();

        assertThat(other.join().statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.tokenRequests()).hasSize(1);
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void wrongSecret_isAnErrorThatTellsNoSecret(CapturedOutput output) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        root.setLevel(Level.DEBUG);
        try {
            UPSTREAM.tokens(connection -> connection.json(
                    401,
                    "{\"error\":\"invalid_client\",\"error_description\":\"unknown client ernie-id-canary with "
                            + "ernie-secret+canary/= at " + UPSTREAM.url() + "/oauth/2.0/token?client_id=canary\"}"));
            UPSTREAM.next(connection -> connection.json(200, STALE.replace("token", ScriptedUpstream.TOKEN)));
            HttpResponse<String> answer = post("/llm/generate", chat(MODEL));

            assertThat(answer.statusCode()).isEqualTo(401);
            JsonNode error = json(answer.body()).path("error");
            assertThat(error.path("type").textValue()).isEqualTo("AuthenticationError");
            assertThat(error.path("provider").textValue()).isEqualTo("ernie-legacy");
            assertThat(error.path("model").textValue()).isEqualTo(MODEL);
            assertThat(error.path("upstream_status").intValue()).isEqualTo(401);
            assertThat(error.path("message").textValue())
                    .startsWith("ernie-legacy: unknown client *** with *** at ernie-legacy/oauth");
            assertThat(answer.headers().map() + answer.body()).doesNotContain("canary");
            assertThat(output.getAll()).contains("DEBUG").doesNotContain("canary");
            assertThat(UPSTREAM.requests()).hasSize(1);
            assertThat(UPSTREAM.tokenRequests()).hasSize(1);
        } finally {
            root.setLevel(level);
        }
    }
}
