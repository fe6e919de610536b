package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Connection;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same failure is the same answer, whichever dialect it was told in. */
@Timeout(20)
class ErrorMatrixTest extends GatewayTest {

    private static final Map<Vendor, String> TOO_LONG = Map.of(
            Vendor.OPENAI, "This model's maximum context length is 8192 tokens, your messages resulted in 9000 tokens.",
            Vendor.ANTHROPIC, "prompt is too long: 215000 tokens > 200000 maximum",
            Vendor.GEMINI, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).");
    private static final Map<Vendor, String> UNWANTED = Map.of(
            Vendor.OPENAI, "Your request was rejected as a result of our safety system.",
            Vendor.ANTHROPIC, "Output blocked by content filtering policy",
            Vendor.GEMINI, "The prompt was refused: content policy_violation by content filtering policy");

    private static final String CUT = """
        HTTP/1.1 200 OK\r
        Content-Type: application/json\r
        Content-Length: 999\r
        \r
        {\
        """;

    /** How a provider fails a call. */
    interface Fault {
        void happen(Connection connection, Vendor vendor) throws Exception;
    }

    /**
     * What becomes of it.
     *
     * @param upstreamStatus 0 for none
     */
    record Row(int status, String type, String openAiType, String openAiCode, int upstreamStatus, boolean retryable) {}

    private static Stream<Arguments> rows() {
        return Stream.of(
                row("400", told(400), new Row(400, "BadRequestError", "invalid_request_error", null, 400, false)),
                row("422", told(422), new Row(400, "BadRequestError", "invalid_request_error", null, 422, false)),
                row(
                        "401",
                        told(401),
                        new Row(401, "AuthenticationError", "authentication_error", "invalid_api_key", 401, false)),
                row("403", told(403), new Row(403, "PermissionDeniedError", "permission_error", null, 403, false)),
                row("404", told(404), new Row(404, "NotFoundError", "not_found_error", "model_not_found", 404, false)),
                row("408", told(408), new Row(504, "Timeout", "timeout_error", "timeout", 408, true)),
                row(
                        "413",
                        told(413),
                        new Row(413, "RequestTooLarge", "invalid_request_error", "request_too_large", 413, false)),
                row(
                        "context length",
                        (connection, vendor) -> connection.json(400, vendor.error(400, words(TOO_LONG, vendor))),
                        new Row(
                                400,
                                "ContextWindowExceededError",
                                "invalid_request_error",
                                "context_length_exceeded",
                                400,
                                false)),
                row(
                        "content policy",
                        (connection, vendor) -> connection.json(400, vendor.error(400, words(UNWANTED, vendor))),
                        new Row(
                                400,
                                "ContentPolicyViolationError",
                                "invalid_request_error",
                                "content_policy_violation",
                                400,
                                false)),
                row(
                        "429",
                        told(429),
                        new Row(429, "RateLimitError", "rate_limit_error", "rate_limit_exceeded", 429, true)),
                row("500", told(500), new Row(502, "InternalServerError", "server_error", null, 500, true)),
                row("502", told(502), new Row(502, "InternalServerError", "server_error", null, 502, true)),
                row("503", told(503), new Row(503, "ServiceUnavailableError", "overloaded_error", null, 503, true)),
                row("504", told(504), new Row(504, "Timeout", "timeout_error", "timeout", 504, true)),
                row("529", told(529), new Row(503, "ServiceUnavailableError", "overloaded_error", null, 529, true)),
                row(
                        "redirect",
                        (connection, _) -> connection.json(302, "{}", "Location: " + UPSTREAM.url() + "/elsewhere"),
                        new Row(502, "InternalServerError", "server_error", null, 302, true)),
                row("page", page(502), new Row(502, "InternalServerError", "server_error", null, 502, true)),
                row(
                        "page for 401",
                        page(401),
                        new Row(401, "AuthenticationError", "authentication_error", "invalid_api_key", 401, false)),
                row(
                        "no body",
                        (connection, _) -> connection.json(500, ""),
                        new Row(502, "InternalServerError", "server_error", null, 500, true)),
                row("page in a 200", page(200), senseless()),
                row("no body in a 200", (connection, _) -> connection.json(200, ""), senseless()),
                row("half a body in a 200", (connection, _) -> connection.json(200, "{\"id\":"), senseless()),
                row("nothing in a 200", (connection, _) -> connection.json(200, "{}"), senseless()),
                row("list in a 200", (connection, _) -> connection.json(200, "[]"), senseless()),
                row(
                        "overload in a 200",
                        (connection, vendor) -> connection.json(200, vendor.error(503, "Overloaded")),
                        new Row(503, "ServiceUnavailableError", "overloaded_error", null, 200, true)),
                row(
                        "rate limit in a 200",
                        (connection, vendor) -> connection.json(200, vendor.error(429, "Slow down")),
                        new Row(429, "RateLimitError", "rate_limit_error", "rate_limit_exceeded", 200, true)),
                row("reset", (connection, _) -> connection.reset(), broken(0)),
                row("close", (connection, _) -> connection.cut(), broken(0)),
                row(
                        "cut",
                        (connection, _) -> {
                            connection.write(CUT);
                            connection.cut();
                        },
                        broken(200)));
    }

    /** What a vendor says, or OpenAI if it has no words of its own. */
    private static String words(Map<Vendor, String> words, Vendor vendor) {
        return words.getOrDefault(vendor, words.get(Vendor.OPENAI));
    }

    private static Fault told(int status) {
        return (connection, vendor) -> connection.json(status, vendor.error(status, "Something about it"));
    }

    private static Fault page(int status) {
        return (connection, _) -> connection.whole(
                status, "text/html", "<html><body><h1>Bad Gateway</h1>at java.lang.Thread.run</body></html>");
    }

    private static Row senseless() {
        return new Row(502, "APIError", "api_error", "invalid_upstream_response", 200, true);
    }

    private static Row broken(int upstreamStatus) {
        return new Row(502, "APIConnectionError", "api_connection_error", null, upstreamStatus, true);
    }

    private static Arguments row(String name, Fault fault, Row row) {
        return Arguments.of(name, fault, row);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("failures")
    void failure_isTheSameWhateverTheDialect(Vendor vendor, String name, Fault fault, Row row) throws Exception {
        UPSTREAM.always(connection -> fault.happen(connection, vendor));
        for (String more : List.of("", ",\"stream\":true")) {
            String request = chat(vendor.model(), more);

            assertGateways(post("/llm/generate", request), vendor.id(), vendor.model(), row);
            assertOpenAis(post("/v1/chat/completions", request), vendor.id(), vendor.model(), row);
        }
        assertThat(UPSTREAM.requests()).noneMatch(sent -> sent.path().equals("/elsewhere"));
    }

    private static Stream<Arguments> failures() {
        return rows().flatMap(row -> Stream.of(Vendor.values())
                .map(vendor -> Arguments.of(vendor, row.get()[0], row.get()[1], row.get()[2])));
    }

    @ParameterizedTest
    @CsvSource({"deepseek/deepseek-chat, deepseek", "xai/grok-4, xai"})
    void providerThatCannotBeReached_isA502WithoutStatus(String model, String provider) throws Exception {
        for (String more : List.of("", ",\"stream\":true")) {
            assertGateways(post("/llm/generate", chat(model, more)), provider, model, broken(0));
            assertOpenAis(post("/v1/chat/completions", chat(model, more)), provider, model, broken(0));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        gemini/a:b       | gemini       |
        ernie-legacy/a:b | ernie-legacy |
        dify/support     | dify         | ,"tools":[{"type":"function","function":{"name":"f"}}]
        """)
    void requestThatTheDialectCannotExpress_isRefusedInTheNameOfItsProvider(String model, String provider, String more)
            throws Exception {
        HttpResponse<String> answer = post("/llm/generate", chat(model, more == null ? "" : more));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/provider").textValue()).isEqualTo(provider);
        assertThat(json(answer.body()).at("/error/model").textValue()).isEqualTo(model);
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void providerThatHangs_isA504() {
        UPSTREAM.always(connection -> connection.awaitClose(Duration.ofSeconds(15)));
        Row timeout = new Row(504, "Timeout", "timeout_error", "timeout", 0, true);
        var ours = begin("/llm/generate");
        var openAis = begin("/v1/chat/completions");

        ours.forEach((vendor, answer) -> assertGateways(answer.join(), vendor.id(), vendor.model(), timeout));
        openAis.forEach((vendor, answer) -> assertOpenAis(answer.join(), vendor.id(), vendor.model(), timeout));
    }

    private Map<Vendor, CompletableFuture<HttpResponse<String>>> begin(String path) {
        return Stream.of(Vendor.values())
                .collect(Collectors.toMap(
                        vendor -> vendor,
                        vendor -> HTTP.sendAsync(
                                request(path, chat(vendor.model())), HttpResponse.BodyHandlers.ofString())));
    }

    private static void assertGateways(HttpResponse<String> answer, String provider, String model, Row row) {
        JsonNode error = common(answer, provider, model, row);
        assertThat(error.path("type").textValue()).isEqualTo(row.type());
        assertThat(error.path("code").textValue()).isEqualTo("server.llm.requestFailed");
        assertThat(error.path("error_code").intValue()).isEqualTo(8004);
    }

    private static void assertOpenAis(HttpResponse<String> answer, String provider, String model, Row row) {
        JsonNode error = common(answer, provider, model, row);
        assertThat(error.path("type").textValue()).isEqualTo(row.openAiType());
        assertThat(error.path("code").textValue()).isEqualTo(row.openAiCode());
    }

    private static JsonNode common(HttpResponse<String> answer, String provider, String model, Row row) {
        JsonNode body = json(answer.body());
        JsonNode error = body.path("error");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(body.path("detail").textValue())
                .isEqualTo("Generation failed: " + error.path("message").textValue());
        assertThat(error.path("message").textValue())
                .isNotBlank()
                .doesNotContain("<")
                .doesNotContain("java.");
        assertThat(error.path("provider").textValue()).isEqualTo(provider);
        assertThat(error.path("model").textValue()).isEqualTo(model);
        assertThat(error.path("upstream_status").asInt()).as(answer.body()).isEqualTo(row.upstreamStatus());
        assertThat(error.path("retryable").booleanValue()).isEqualTo(row.retryable());
        assertThat(error.path("request_id").textValue())
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        return error;
    }
}
