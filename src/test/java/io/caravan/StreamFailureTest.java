package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Connection;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class StreamFailureTest extends GatewayTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    /** How a stream goes wrong after its first piece of text. */
    enum Fault {
        CUT("APIConnectionError", "api_connection_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.cut();
            }
        },
        RESET("APIConnectionError", "api_connection_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.reset();
            }
        },
        END_WITHOUT_MARK("APIConnectionError", "api_connection_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.endStream();
            }
        },
        HALF_AN_EVENT("APIError", "api_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                String piece = vendor.piece("lost");
                connection.send(piece.substring(0, piece.length() / 2));
                connection.endStream();
            }
        },
        MALFORMED_LINE("APIError", "api_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.send("data: {\"choices\":[{]}\n\n" + vendor.end());
                connection.endStream();
            }
        },
        SILENCE("Timeout", "timeout_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.awaitClose(LONG);
            }
        },
        OVERLOAD("ServiceUnavailableError", "overloaded_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.send(vendor.errorEvent(503, "Overloaded") + vendor.end());
                connection.endStream();
            }
        },
        RATE_LIMIT("RateLimitError", "rate_limit_error") {
            @Override
            void happen(Connection connection, Vendor vendor) throws Exception {
                connection.send(vendor.errorEvent(429, "Slow down"));
                connection.endStream();
            }
        };

        private final String type;
        private final String openAiType;

        Fault(String type, String openAiType) {
            this.type = type;
            this.openAiType = openAiType;
        }

        abstract void happen(Connection connection, Vendor vendor) throws Exception;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultInTheMiddle_isOneErrorEventAndNoCleanEnd(Vendor vendor, Fault fault) throws Exception {
        UPSTREAM.always(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hi"));
            fault.happen(connection, vendor);
        });
        var ours = begin("/llm/generate", vendor);
        var openAis = begin("/v1/chat/completions", vendor);

        assertBrokenOff(ours.get(), vendor, fault.type);
        assertBrokenOff(openAis.get(), vendor, fault.openAiType);
    }

    private static Stream<Arguments> faults() {
        return Stream.of(Vendor.values())
                .flatMap(vendor -> Stream.of(Fault.values()).map(fault -> Arguments.of(vendor, fault)));
    }

    private static void assertBrokenOff(HttpResponse<String> answer, Vendor vendor, String type) {
        List<JsonNode> events =
                data(answer.body()).stream().map(GatewayTest::json).toList();
        JsonNode error = events.getLast().path("error");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"Hi\"").doesNotContain("[DONE]").endsWith("\n\n");
        assertThat(events.stream().filter(event -> event.has("error"))).hasSize(1);
        assertThat(events.stream()
                        .filter(event -> event.at("/choices/0/finish_reason").isTextual()))
                .isEmpty();
        assertThat(error.path("type").textValue()).isEqualTo(type);
        assertThat(error.path("message").textValue()).isNotBlank();
        assertThat(error.path("provider").textValue()).isEqualTo(vendor.id());
        assertThat(error.path("model").textValue()).isEqualTo(vendor.model());
        assertThat(error.path("retryable").booleanValue()).isTrue();
        assertThat(error.path("request_id").textValue())
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        assertThat(events.getLast().path("detail").textValue()).startsWith("Generation failed: ");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void errorWithQuotesAndLineBreaks_staysInsideOneEvent(Vendor vendor) throws Exception {
        String hostile = "he said \"no\"\n\ndata: {\"choices\":[]}\r\n\r\ndata: [DONE]";
        UPSTREAM.next(
                connection -> connection.stream(vendor.start() + vendor.piece("Hi"), vendor.errorEvent(500, hostile)));
        List<String> events = data(post("/llm/generate", streamed(vendor)).body());

        assertThat(events).doesNotContain("[DONE]").doesNotContain("{\"choices\":[]}");
        assertThat(json(events.getLast()).at("/error/message").textValue()).contains(hostile);
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void errorAsTheFirstEventOfA200_isAnOrdinaryError(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.errorEvent(503, "Overloaded")));
        assertRefused(post("/llm/generate", streamed(vendor)), 503, "ServiceUnavailableError");

        UPSTREAM.next(connection -> connection.stream(": hello\n\n", vendor.errorEvent(429, "Slow down")));
        assertRefused(post("/v1/chat/completions", streamed(vendor)), 429, "rate_limit_error");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void refusalBeforeTheStream_isAnOrdinaryError(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(429, vendor.error(429, "Slow down"), "Retry-After: 7"));
        HttpResponse<String> answer = post("/llm/generate", streamed(vendor));

        assertRefused(answer, 429, "RateLimitError");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void streamThatEndsBeforeItBegins_isAnOrdinaryError(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(": hello\n\n"));

        assertRefused(post("/llm/generate", streamed(vendor)), 502, "APIConnectionError");
    }

    @Test
    void noFirstToken_is504() {
        UPSTREAM.always(connection -> {
            connection.startStream();
            connection.awaitClose(LONG);
        });

        Stream.of(Vendor.values())
                .map(vendor -> begin("/llm/generate", vendor))
                .toList()
                .forEach(answer -> assertRefused(answer.join(), 504, "Timeout"));
    }

    private CompletableFuture<HttpResponse<String>> begin(String path, Vendor vendor) {
        return HTTP.sendAsync(request(path, streamed(vendor)), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo(type);
        assertThat(json(answer.body()).path("detail").textValue()).startsWith("Generation failed: ");
    }

    private static String streamed(Vendor vendor) {
        return chat(vendor.model(), ",\"stream\":true");
    }
}
