package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** How much memory requests and answers may take. */
@TestPropertySource(properties = {"caravan.limits.bodies=1MB", "caravan.limits.answer=64KB"})
class LimitsTest extends GatewayTest {

    private static final String LARGE = chat("openai/gpt-4o").replace("Hello", "x".repeat(600 * 1024));
    private static final String SMALL = chat("openai/gpt-4o");

    @Test
    void moreLargeRequestsThanThereIsRoomFor_are503UntilOneHasEnded() throws Exception {
        var release = new CompletableFuture<Boolean>();
        UPSTREAM.next(connection -> {
            release.join();
            connection.json(200, OPENAI_ANSWER);
        });
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        var first = HTTP.sendAsync(request("/llm/generate", LARGE), BodyHandlers.ofString());
        Awaitility.await().until(() -> UPSTREAM.requests().size() == 1);

        HttpResponse<String> second = post("/v1/chat/completions", LARGE);
        JsonNode error = json(second.body()).path("error");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        assertThat(error.path("type").textValue()).isEqualTo("overloaded_error");
        assertThat(error.path("code").textValue()).isEqualTo("gateway_overloaded");
        assertThat(error.path("message").textValue()).isEqualTo("too many large requests at once");
        assertThat(error.path("retryable").booleanValue()).isTrue();
        assertThat(post("/llm/generate", SMALL).statusCode()).isEqualTo(200);

        release.complete(true);
        assertThat(first.join().statusCode()).isEqualTo(200);
        Awaitility.await().until(() -> calls.size() == 0);
        assertThat(post("/llm/generate", LARGE).statusCode()).isEqualTo(200);
    }

    @Test
    void wholeAnswerOverTheLimit_is502() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, answer(64 * 1024)));

        HttpResponse<String> answer = post("/llm/generate", SMALL);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo("APIError");
    }

    @Test
    void wholeAnswerOfTheLimit_isPassedOn() throws Exception {
        String whole = answer(64 * 1024 - OPENAI_ANSWER.length() + "Hi".length());
        UPSTREAM.always(connection -> connection.json(200, whole));

        assertThat(whole).hasSize(64 * 1024);
        assertThat(post("/llm/generate", SMALL).statusCode()).isEqualTo(200);
    }

    @Test
    void firstEventOverTheLimit_is502() throws Exception {
        UPSTREAM.always(connection ->
                connection.stream("data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"content\":\"" + "x".repeat(256 * 1024) + "\"}}]}\n\n"));

        HttpResponse<String> answer = post("/llm/generate", chat("openai/gpt-4o", ",\"stream\":true"));
        JsonNode error = json(answer.body()).path("error");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(error.path("type").textValue()).isEqualTo("APIError");
        assertThat(error.path("message").textValue())
                .isEqualTo("openai sent something that makes no sense: an event is longer than 65536 bytes");
    }

    private static String answer(int length) {
        return OPENAI_ANSWER.replace("\"Hi\"", "\"" + "x".repeat(length) + "\"");
    }
}
