package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.caravan.upstream.Connection;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Canaries: what is secret on one side never shows on the other, nor in the log at its most talkative. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest extends GatewayTest {

    private static final String[] CALLERS = {
        "Authorization", "Bearer caller-canary-1",
        "Cookie", "session=caller-canary-2",
        "x-api-key", "caller-canary-3",
        "x-goog-api-key", "caller-canary-4",
        "CamelHttpUri", "http://localhost:1/caller-canary-5",
        "X-Custom", "caller-canary-6"
    };
    private static final String[] PROVIDERS = {
        "Set-Cookie: provider-canary-1",
        "x-api-key: provider-canary-2",
        "openai-organization: provider-canary-3",
        "x-request-id: provider-canary-4",
        "Authorization: provider-canary-5"
    };

    @Autowired
    private CamelContext camel;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level;

    @BeforeEach
    void talk() {
        level = root.getLevel();
        root.setLevel(Level.DEBUG);
    }

    @AfterEach
    void calmDown() {
        root.setLevel(level);
    }

    /** What a provider does that its own secrets are part of. */
    interface Indiscretion {
        void happen(Connection connection, Vendor vendor) throws Exception;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("indiscretions")
    void secrets_stayOnTheirSideAndOutOfTheLog(
            Vendor vendor, String name, boolean stream, Indiscretion indiscretion, CapturedOutput output)
            throws Exception {
        UPSTREAM.always(connection -> indiscretion.happen(connection, vendor));
        for (String path : List.of("/llm/generate", "/v1/chat/completions")) {
            HttpResponse<String> answer = post(path, chat(vendor.model(), ",\"stream\":" + stream), CALLERS);

            assertThat(shown(answer)).doesNotContain("canary").doesNotContain(UPSTREAM.url());
            assertThat(answer.body()).doesNotContain(String.valueOf(UPSTREAM.port()));
            assertThat(UPSTREAM.lastRequest().toString()).doesNotContain("caller-canary");
        }
        assertThat(output.getAll()).contains("DEBUG").doesNotContain("canary");
    }

    private static Stream<Arguments> indiscretions() {
        return Stream.of(Vendor.values())
                .flatMap(vendor -> Stream.of(
                        Arguments.of(vendor, "answer", false, (Indiscretion)
                                (connection, _) -> connection.json(200, vendor.answer("Hi"), PROVIDERS)),
                        Arguments.of(vendor, "error", false, (Indiscretion) (connection, _) ->
                                connection.json(401, vendor.error(401, indiscreet(vendor)), PROVIDERS)),
                        Arguments.of(vendor, "error page", false, (Indiscretion)
                                (connection, _) -> connection.whole(500, "text/html", indiscreet(vendor), PROVIDERS)),
                        Arguments.of(vendor, "error in a 200", false, (Indiscretion) (connection, _) ->
                                connection.json(200, vendor.error(500, indiscreet(vendor)), PROVIDERS)),
                        Arguments.of(vendor, "reset", false, (Indiscretion) (connection, _) -> connection.reset()),
                        Arguments.of(vendor, "stream", true, (Indiscretion) (connection, _) -> {
                            connection.startStream(PROVIDERS);
                            connection.send(vendor.stream("Hi"));
                            connection.endStream();
                        }),
                        Arguments.of(vendor, "refused stream", true, (Indiscretion) (connection, _) ->
                                connection.json(429, vendor.error(429, indiscreet(vendor)), PROVIDERS)),
                        Arguments.of(vendor, "broken stream", true, (Indiscretion) (connection, _) -> {
                            connection.startStream(PROVIDERS);
                            connection.send(vendor.start() + vendor.piece("Hi"));
                            connection.send(vendor.errorEvent(500, indiscreet(vendor)));
                            connection.endStream();
                        })));
    }

    private static String indiscreet(Vendor vendor) {
        return "Incorrect API key provided: " + vendor.credentials() + ". POST "
                + UPSTREAM.url() + vendor.path(false)
                + " or /v1/models?key=canary-in-a-query with Authorization: Bearer canary-of-a-bearer to "
                + "localhost:" + UPSTREAM.port() + " failed";
    }

    /** Keys that are not the provider's own, as some services repeat them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-canary0123456789_canary",
                "sk-ant-api03-canary0123456789",
                "AIzaSyCanary-canary0123456789_canary",
                "gsk_canary0123456789",
                "xai-canary0123456789"
            })
    void textShapedLikeAKey_isHidden(String key) throws Exception {
        UPSTREAM.next(connection ->
                connection.json(401, Vendor.OPENAI.error(401, "Incorrect API key provided: " + key + ".")));

        assertThat(shown(post("/llm/generate", chat("openai/gpt-4o"))))
                .contains("Incorrect")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void provider_getsItsOwnHeadersOnly(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        post("/llm/generate?key=caller-canary", chat(vendor.model()), CALLERS);

        Map<String, String> headers = UPSTREAM.lastRequest().headers();
        assertThat(headers).containsAllEntriesOf(vendor.credentials());
        headers.keySet().removeAll(vendor.credentials().keySet());
        assertThat(headers).containsOnlyKeys("host", "content-type", "content-length", "user-agent", "connection");
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo(vendor.path(false));
    }

    @Test
    void failureOfTheGatewayItself_isA500WithoutAnyDetail() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/llm/broken")
                        .routeId("broken")
                        .routeConfigurationId("ingress")
                        .throwException(new IllegalStateException("sk-openai-canary at " + UPSTREAM.url()));
                from("platform-http:/v1/unguarded")
                        .routeId("unguarded")
                        .throwException(new IllegalStateException("sk-openai-canary at " + UPSTREAM.url()));
            }
        });
        try {
            assertInternal(post("/llm/broken", "{}"), "InternalError");
            assertInternal(post("/v1/unguarded", "{}"), "api_error");
        } finally {
            for (String route : List.of("broken", "unguarded")) {
                camel.getRouteController().stopRoute(route);
                camel.removeRoute(route);
            }
        }
    }

    private static void assertInternal(HttpResponse<String> answer, String type) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo(type);
        assertThat(json(answer.body()).path("detail").textValue())
                .isEqualTo("the gateway failed to handle the request");
        assertThat(shown(answer))
                .doesNotContain("canary")
                .doesNotContain("localhost")
                .doesNotContain("Exception")
                .doesNotContain("io.caravan")
                .doesNotContain("<");
    }

    private static String shown(HttpResponse<String> answer) {
        return answer.headers().map() + "\n" + answer.body();
    }
}
