package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Vendor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;

/** What a call has cost, in the answers of all entrances and in the metrics. */
@Timeout(20)
@AutoConfigureObservability(tracing = false)
class CostTest extends GatewayTest {

    private static final String USAGE_WANTED = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    private static final String SAID = """
        data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"one two three four"}}]}

        """;
    private static final String STOPPED = """
        data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]

        """;

    @Autowired
    private MeterRegistry meters;

    /** 9 + 4 tokens. */
    @ParameterizedTest
    @CsvSource({"OPENAI, 0.0000625", "ANTHROPIC, 0.000087", "GEMINI, 0.0000127"})
    void wholeAnswer_tellsItsCostInItsUsageAndItsHeader(Vendor vendor, String total) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, vendor.answer("Hi")));
        for (String path : List.of("/llm/generate", "/v1/chat/completions")) {
            HttpResponse<String> answer = post(path, chat(vendor.model()));

            assertThat(answer.headers().firstValue("Caravan-Cost")).hasValue(total + " USD");
            assertThat(answer.body()).contains("\"total\":" + total + ",\"catalogue\":\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, 0.0000625", "ANTHROPIC, 0.000087", "GEMINI, 0.0000127"})
    void stream_tellsItsCostInItsLastChunk(Vendor vendor, String total) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi")));
        HttpResponse<String> answer = post("/v1/chat/completions", chat(vendor.model(), USAGE_WANTED));
        List<String> data = data(answer.body());

        assertThat(answer.headers().firstValue("Caravan-Cost")).isEmpty();
        assertThat(data.get(data.size() - 2)).contains("\"choices\":[]", "\"total\":" + total + ",\"catalogue\":\"");
        assertThat(data.subList(0, data.size() - 2)).noneMatch(chunk -> chunk.contains("cost"));
    }

    @ParameterizedTest
    @CsvSource({"flex, 0.00003125", "default, 0.0000625"})
    void tierOfTheAnswer_decidesEvenIfAStreamComesWhole(String tier, String total) throws Exception {
        UPSTREAM.next(connection -> connection.json(
                200, Vendor.OPENAI.answer("Hi").replaceFirst("\\{", "{\"service_tier\":\"" + tier + "\",")));
        String stream = post("/v1/chat/completions", chat("openai/gpt-4o", USAGE_WANTED))
                .body();

        assertThat(stream).contains("\"total\":" + total + ",");
    }

    @Test
    void tierWithoutAKnownPrice_hasNoCost() throws Exception {
        UPSTREAM.next(connection -> connection.json(
                200, Vendor.OPENAI.answer("Hi").replaceFirst("\\{", "{\"service_tier\":\"priority\",")));
        HttpResponse<String> answer = post("/v1/chat/completions", chat("openai/gpt-4o"));

        assertThat(answer.headers().firstValue("Caravan-Cost")).isEmpty();
        assertThat(answer.body()).contains("\"cost\":null", "\"service_tier\":\"priority\"");
    }

    @Test
    void cost_hasAllItsParts() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.OPENAI.answer("Hi")));
        HttpResponse<String> answer = post("/v1/chat/completions", chat("gpt-4o"));
        String catalogue = json(answer.body()).at("/usage/cost/catalogue").textValue();

        assertThat(catalogue).isNotBlank();
        assertThat(answer.body()).contains("""
            "cost":{"currency":"USD","input":0.0000225,"cached_input":0,"cache_write":0,"output":0.00004,\
            "total":0.0000625,"catalogue":"%s"}\
            """.formatted(catalogue));
        assertThat(answer.body()).doesNotContain("estimated");
    }

    @ParameterizedTest
    @EnumSource(names = {"DIFY", "ERNIE"})
    void unknownPrice_isNullAndNoHeader(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        HttpResponse<String> answer = post("/llm/generate", chat(vendor.model()));

        assertThat(answer.headers().firstValue("Caravan-Cost")).isEmpty();
        assertThat(json(answer.body()).path("usage").has("cost")).isTrue();
        assertThat(json(answer.body()).at("/usage/cost").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /llm/invoke | {"model":"openai/gpt-4o","message":"Hello"} | /usage/cost/total
        /llm/chat | {"model":"openai/gpt-4o","messages":[{"role":"user","content":"Hello"}]} | /usage/cost/total
        /v1/messages | {"model":"openai/gpt-4o","max_tokens":9,"messages":[{"role":"user","content":"Hello"}]} | /usage/cost/total
        /v1beta/models/openai/gpt-4o:generateContent | {"contents":[{"parts":[{"text":"Hello"}]}]} | /usageMetadata/cost/total
        """)
    void otherEntrances_tellItInTheirForm(String path, String body, String place) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.OPENAI.answer("Hi")));
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Caravan-Cost")).hasValue("0.0000625 USD");
        assertThat(json(answer.body()).at(place).asText()).isEqualTo("6.25E-5");
        assertThat(answer.body()).contains("\"total\":0.0000625,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /llm/invoke | {"model":"openai/gpt-4o","message":"Hello","stream":true}
        /llm/chat | {"model":"openai/gpt-4o","messages":[{"role":"user","content":"Hello"}],"stream":true}
        /v1/messages | {"model":"openai/gpt-4o","max_tokens":9,"messages":[{"role":"user","content":"Hello"}],"stream":true}
        /v1beta/models/openai/gpt-4o:streamGenerateContent?alt=sse | {"contents":[{"parts":[{"text":"Hello"}]}]}
        """)
    void streamsOfOtherEntrances_tellItOnceAtTheEnd(String path, String body) throws Exception {
        UPSTREAM.next(connection -> connection.stream(Vendor.OPENAI.stream("Hi")));
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsOnlyOnce("\"cost\"").containsOnlyOnce("\"total\":0.0000625,");
    }

    @Test
    void embeddings_tellTheirCost() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, """
            {"data":[{"index":0,"embedding":[1.5]}],"model":"gpt-4o-mini","usage":{"prompt_tokens":8,"total_tokens":8}}\
            """));
        HttpResponse<String> answer = post("/v1/embeddings", "{\"model\":\"openai/gpt-4o\",\"input\":\"Hello\"}");

        assertThat(answer.headers().firstValue("Caravan-Cost")).hasValue("0.00002 USD");
        assertThat(answer.body()).contains("""
            "usage":{"prompt_tokens":8,"total_tokens":8,"cost":{"currency":"USD","input":0.00002,\
            """);
    }

    @Test
    void wholeAnswerWithoutUsage_isEstimated() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, """
            {"choices":[{"message":{"content":"one two three four"},"finish_reason":"stop"}]}\
            """));
        JsonNode usage =
                json(post("/llm/generate", chat("openai/gpt-4o")).body()).path("usage");

        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(7);
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(4);
        assertThat(usage.path("estimated").booleanValue()).isTrue();
        assertThat(usage.at("/cost/total").decimalValue()).isEqualByComparingTo("0.0000575");
    }

    @Test
    void streamWithoutUsage_isEstimated() throws Exception {
        UPSTREAM.next(connection -> connection.stream(SAID, STOPPED));
        List<String> data = data(post("/v1/chat/completions", chat("openai/gpt-4o", USAGE_WANTED))
                .body());

        assertThat(data.get(data.size() - 2))
                .contains("""
                    "choices":[],"usage":{"prompt_tokens":7,"completion_tokens":4,"total_tokens":11,\
                    """, "\"estimated\":true,\"cost\":{\"currency\":\"USD\",\"input\":0.0000175,");
    }

    @Test
    void cancelledStream_isCharged() throws Exception {
        CompletableFuture<Void> said = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(SAID);
            said.complete(null);
            connection.awaitClose(Duration.ofSeconds(5));
        });
        double before = spent("openai");
        Socket client = connect("/v1/chat/completions", chat("openai/gpt-4o", ",\"stream\":true"));
        said.get(5, TimeUnit.SECONDS);
        client.getInputStream().read();
        client.close();

        Awaitility.await()
                .untilAsserted(() -> assertThat(spent("openai") - before).isBetween(0.0000574, 0.0000576));
    }

    @Test
    void cutStream_isCharged() throws Exception {
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(SAID);
            connection.cut();
        });
        double before = spent("openai");
        String stream = post("/v1/chat/completions", chat("openai/gpt-4o", USAGE_WANTED))
                .body();

        assertThat(stream).contains("error").doesNotContain("[DONE]", "cost");
        Awaitility.await()
                .untilAsserted(() -> assertThat(spent("openai") - before).isBetween(0.0000574, 0.0000576));
    }

    @Test
    void spending_isAMetricByProviderAndCurrency() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.GEMINI.answer("Hi")));
        double before = spent("gemini");
        post("/llm/generate", chat(Vendor.GEMINI.model()));

        assertThat(spent("gemini") - before).isBetween(0.00001269, 0.00001271);
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(uri("/actuator/prometheus"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .containsPattern("caravan_cost_total\\{[^}]*currency=\"USD\",[^}]*provider=\"gemini\"[^}]*} \\d");
    }

    private double spent(String provider) {
        return meters.find("caravan.cost").tags("provider", provider, "currency", "USD").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
