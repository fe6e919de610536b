package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.kafka.KafkaCaller.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaReplyTest extends KafkaGatewayTest {

    @BeforeEach
    void answer() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
    }

    @Test
    void request_isAnsweredAsByHttp() throws Exception {
        HttpResponse<String> http = post("/llm/generate", chat("openai/gpt-4o"));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), "traceparent", "00-abc-def-01", "secret", "kafka-secret");
        Answer answer = CALLER.await(id);

        assertThat(json(answer.value())).isEqualTo(json(http.body()));
        assertThat(answer.topic()).isEqualTo("llm.replies");
        assertThat(answer.key()).hasValue(id);
        String cost = http.headers().firstValue("Caravan-Cost").orElseThrow();
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("correlationId", id),
                        Map.entry("status", "200"),
                        Map.entry("event", "done"),
                        Map.entry("provider", "openai"),
                        Map.entry("model", "gpt-4o"),
                        Map.entry("Caravan-Cost", cost),
                        Map.entry("traceparent", "00-abc-def-01"));
        assertThat(UPSTREAM.requests()).hasSize(2);
        assertThat(UPSTREAM.requests().get(1).body())
                .isEqualTo(UPSTREAM.requests().get(0).body());
        assertThat(UPSTREAM.lastRequest().headers().toString()).doesNotContain("kafka-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":",
                "{}",
                "{\"model\":\"nobody/knows\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "{\"model\":\"openai/gpt-4o\",\"messages\":[]}",
                "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"temperature\":9}",
                "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]} and more",
                "{\"model\":\"deepseek/deepseek-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
            })
    void wrongRequest_isRefusedAsByHttp(String body) throws Exception {
        HttpResponse<String> http = post("/llm/generate", body);
        String id = id();
        CALLER.ask(id, body);
        Answer answer = CALLER.await(id);

        assertThat(withoutId(answer.value())).isEqualTo(withoutId(http.body()));
        assertThat(answer.header("status")).isEqualTo(String.valueOf(http.statusCode()));
        assertThat(answer.header("error")).isEqualTo("true");
        assertThat(answer.header("event")).isEqualTo("error");
        assertThat(CALLER.answers(id)).hasSize(1);
    }

    @Test
    void failureOfTheProvider_isTheReply() {
        UPSTREAM.always(
                connection -> connection.json(503, "{\"error\":{\"message\":\"overloaded\"}}", "Retry-After: 7"));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"));
        Answer answer = CALLER.await(id);

        assertThat(answer.header("status")).isEqualTo("503");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(json(answer.value()).at("/error/type").textValue()).isEqualTo("ServiceUnavailableError");
    }

    @ParameterizedTest
    @CsvSource({"replyTopic", "kafka_replyTopic"})
    void topicThatIsAllowed_getsTheReply(String header) {
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), header, "llm.replies.mine");

        assertThat(CALLER.await(id).topic()).isEqualTo("llm.replies.mine");
    }

    @Test
    void topicThatIsNotAllowed_getsNothing() {
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), "replyTopic", "secrets");
        Answer answer = CALLER.await(id);

        assertThat(answer.topic()).isEqualTo("llm.replies");
        assertThat(answer.header("status")).isEqualTo("400");
        assertThat(json(answer.value()).path("detail").textValue())
                .isEqualTo("replyTopic: is a topic to which no answers may go");
        assertThat(UPSTREAM.requests()).isEmpty();
        assertThat(CALLER.at("secrets")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"invoke,/llm/invoke", "chat,/llm/chat", "generate,/llm/generate"})
    void operation_isThatOfTheEntranceByHttp(String operation, String path) throws Exception {
        String message = "\"message\":\"Hello\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        String body = "{\"model\":\"openai/gpt-4o\"," + message;
        HttpResponse<String> http = post(path, body);
        String inHeader = id();
        String inBody = id();
        CALLER.ask(inHeader, body, "operation", operation);
        CALLER.ask(inBody, "{\"operation\":\"" + operation + "\",\"model\":\"openai/gpt-4o\"," + message);

        assertThat(json(CALLER.await(inHeader).value())).isEqualTo(json(http.body()));
        assertThat(json(CALLER.await(inBody).value())).isEqualTo(json(http.body()));
        assertThat(UPSTREAM.requests())
                .extracting(request -> json(request.body()))
                .hasSize(3)
                .containsOnly(json(UPSTREAM.requests().getFirst().body()));
    }

    @Test
    void embeddings_areAnswered() throws Exception {
        String body = "{\"model\":\"openai/text-embedding-3-small\",\"input\":\"Hello\"}";
        UPSTREAM.always(connection -> connection.json(
                200,
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,1.0]}],"
                        + "\"model\":\"text-embedding-3-small\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));
        HttpResponse<String> http = post("/v1/embeddings", body);
        String id = id();
        CALLER.ask(id, body, "operation", "embeddings");

        assertThat(json(CALLER.await(id).value())).isEqualTo(json(http.body()));
    }

    @Test
    void operationThatIsUnknown_isRefused() {
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), "operation", "translate");
        Answer answer = CALLER.await(id);

        assertThat(answer.header("status")).isEqualTo("400");
        assertThat(json(answer.value()).path("detail").textValue())
                .isEqualTo("operation: must be generate, invoke, chat or embeddings");
    }

    @Test
    void correlationWithoutOwnHeader_isTheOneOfSpring() {
        String id = id();
        CALLER.send(
                "llm.requests",
                Optional.of("key"),
                Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)),
                "kafka_correlationId",
                id);
        Answer answer = awaitKey(id);

        assertThat(answer.header("kafka_correlationId")).isEqualTo(id);
        assertThat(answer.headers()).doesNotContainKey("correlationId");
    }

    @Test
    void correlationWithoutHeader_isTheKey() {
        String id = id();
        CALLER.send(
                "llm.requests",
                Optional.of(id),
                Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)));

        assertThat(awaitKey(id).header("correlationId")).isEqualTo(id);
    }

    @Test
    void correlationWithoutAnything_isThePlace() {
        int before = CALLER.at("llm.replies").size();
        CALLER.send(
                "llm.requests",
                Optional.empty(),
                Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)));
        await().until(() -> CALLER.at("llm.replies").size() > before);

        assertThat(CALLER.at("llm.replies").getLast().header("correlationId")).matches("llm\\.requests-0-\\d+");
    }

    @Test
    void partitionThatIsNotThere_getsAnErrorAtTheOneForAll() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String id = id();
        CALLER.ask(
                id,
                chat("openai/gpt-4o"),
                "replyTopic",
                "llm.replies.mine",
                "kafka_replyPartition",
                "\u0000\u0000\u0000\u0007");
        Answer answer = CALLER.await(id);

        assertThat(answer.topic()).isEqualTo("llm.replies");
        assertThat(answer.header("status")).isEqualTo("400");
        assertThat(json(answer.value()).path("detail").textValue()).isEqualTo("replyTopic: cannot be written to");
    }

    @Test
    void answerThatTheTopicDoesNotTake_isAnError() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER.replace("Hi", "Hi".repeat(600_000))));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"));
        Answer answer = CALLER.await(id);

        assertThat(answer.header("status")).isEqualTo("413");
        assertThat(json(answer.value()).path("detail").textValue())
                .isEqualTo("the answer is larger than llm.replies takes");
    }

    @Test
    void health_tellsThatKafkaIsThere() throws Exception {
        HttpRequest question =
                HttpRequest.newBuilder(uri("/actuator/health/kafka")).build();
        await().untilAsserted(() -> assertThat(json(HTTP.send(question, HttpResponse.BodyHandlers.ofString())
                        .body()))
                .isEqualTo(json("{\"status\":\"UP\",\"details\":{\"requests\":\"llm.requests\",\"inFlight\":0}}")));
    }

    private static Answer awaitKey(String key) {
        await().until(() -> CALLER.at("llm.replies").stream()
                .anyMatch(answer -> answer.key().equals(Optional.of(key))));
        return CALLER.at("llm.replies").stream()
                .filter(answer -> answer.key().equals(Optional.of(key)))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode withoutId(String error) {
        JsonNode body = json(error);
        ((ObjectNode) body.path("error")).remove("request_id");
        return body;
    }
}
