package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a call would take and could cost, told by nobody but the gateway. */
class CountTokensTest extends GatewayTest {

    private static final String PATH = "/llm/count-tokens";

    @DynamicPropertySource
    static void catalogue(DynamicPropertyRegistry registry) throws Exception {
        Path file = Files.createTempFile("count", ".csv");
        file.toFile().deleteOnExit();
        Files.writeString(file, """
            provider,model,context_window,max_output_tokens,currency,input_per_mtok,output_per_mtok,batch_discount,vision
            openai,endless,1000,,EUR,2,8,,
            openai,deaf,1000,100,USD,2,,,
            openai,blind,1000,100,USD,2,8,,false
            openai,slow,1000,100,USD,2,8,0.5,
            groq,m,1000,100,USD,2,8,,
            """);
        registry.add("caravan.models.catalogue", file::toString);
    }

    @Test
    void request_isCountedAndPricedAtItsMost() throws Exception {
        HttpResponse<String> answer = post(PATH, chat("gpt-4o"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("""
            {"model":"openai/gpt-4o","provider":"openai","prompt_tokens":7,"max_output_tokens":16384,\
            "estimated":true,"context_window":128000,\
            "cost":{"currency":"USD","input":0.0000175,"max_output":0.16384,"max_total":0.1638575}}\
            """);
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        openai/gpt-4o | ,"max_tokens":100 | {"max_output_tokens":100,"input":0.0000175,"max_output":0.001,"max_total":0.0010175}
        openai/gpt-4o | ,"max_completion_tokens":10,"n":3 | {"max_output_tokens":10,"input":0.0000175,"max_output":0.0003,"max_total":0.0003175}
        openai/gpt-4o | ,"stream":true,"max_tokens":100 | {"max_output_tokens":100,"input":0.0000175,"max_output":0.001,"max_total":0.0010175}
        openai/endless | | {"max_output_tokens":null,"input":0.000014,"max_output":null,"max_total":null}
        openai/deaf | | {"max_output_tokens":100,"input":0.000014,"max_output":null,"max_total":null}
        openai/slow | ,"service_tier":"flex" | {"max_output_tokens":100,"input":0.000007,"max_output":0.0004,"max_total":0.000407}
        openai/slow | ,"service_tier":"auto" | {"max_output_tokens":100,"input":0.000014,"max_output":0.0008,"max_total":0.000814}
        groq/m | | {"max_output_tokens":100,"input":0.000014,"max_output":0.0008,"max_total":0.000814}
        """)
    void most_isWhatTheRequestOrTheModelAllows(String model, String more, String expected) throws Exception {
        JsonNode forecast =
                json(post(PATH, chat(model, more == null ? "" : more)).body());

        assertThat(forecast.path("max_output_tokens")).isEqualTo(json(expected).path("max_output_tokens"));
        for (String part : new String[] {"input", "max_output", "max_total"}) {
            assertThat(forecast.path("cost").path(part))
                    .isEqualTo(json(expected).path(part));
        }
    }

    @Test
    void unknownModel_isCountedAllTheSame() throws Exception {
        assertThat(post(PATH, chat("openai/gpt-unheard-of")).body()).isEqualTo("""
            {"model":"openai/gpt-unheard-of","provider":"openai","prompt_tokens":7,"max_output_tokens":null,\
            "estimated":true,"context_window":null,"cost":null}\
            """);
    }

    @Test
    void tierOfUnknownPrice_hasNoCost() throws Exception {
        JsonNode forecast = json(post(PATH, chat("openai/slow", ",\"service_tier\":\"priority\""))
                .body());

        assertThat(forecast.path("cost").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"model":"gpt-4o"}
        {"model":"gpt-4o","messages":"no"}
        {"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"temperature":9}
        {"model":"nobody/m","messages":[{"role":"user","content":"x"}]}
        {"model":"openai/blind","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}
        [1]
        nonsense
        """)
    void whatGenerateRefuses_isRefusedInTheSameWords(String body) throws Exception {
        HttpResponse<String> generated = post("/llm/generate", body, "X-Request-Id", "same");
        HttpResponse<String> counted = post(PATH, body, "X-Request-Id", "same");

        assertThat(counted.statusCode()).isEqualTo(400);
        assertThat(generated.statusCode()).isEqualTo(400);
        assertThat(json(counted.body())).isEqualTo(json(generated.body()));
    }

    @Test
    void otherMethod_isRefused() throws Exception {
        assertThat(HTTP.send(HttpRequest.newBuilder(uri(PATH)).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void longRequest_takesMore() throws Exception {
        String body =
                chat("openai/gpt-4o").replace("Hello", "word ".repeat(10_000).strip());

        assertThat(json(post(PATH, body).body()).path("prompt_tokens").intValue())
                .isBetween(9_990, 10_020);
    }
}
