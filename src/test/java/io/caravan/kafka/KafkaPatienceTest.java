package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.kafka.KafkaCaller.Answer;
import io.caravan.upstream.ScriptedUpstream.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Providers that answer that there are too many requests; each test asks another, as they are remembered. */
class KafkaPatienceTest extends KafkaGatewayTest {

    private static final String REFUSAL = "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"}}";
    private static final String PIECE = "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[";

    @Test
    void refusedRequest_isSentAgainWhenTheProviderSays() {
        UPSTREAM.next(refusal(1));
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String id = id();
        long start = System.nanoTime();
        CALLER.ask(id, chat("groq/llama"));

        assertThat(CALLER.await(id).header("status")).isEqualTo("200");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
        assertThat(UPSTREAM.requests()).hasSize(2);
        assertThat(UPSTREAM.requests().getFirst()).isEqualTo(UPSTREAM.requests().getLast());
        assertThat(CALLER.answers(id)).hasSize(1);
    }

    @Test
    void refusedStream_isSentAgain() {
        UPSTREAM.next(refusal(1));
        UPSTREAM.always(connection -> connection.stream(
                PIECE + "{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n",
                PIECE + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"));
        String id = id();
        CALLER.ask(id, chat("mistral/m", ",\"stream\":true"));

        assertThat(CALLER.awaitAll(id))
                .extracting(answer -> answer.header("event"))
                .endsWith("chunk", "done");
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void requestsForARefusingProvider_waitWhileOthersGoOn() {
        long start = System.nanoTime();
        UPSTREAM.always(connection -> {
            if (System.nanoTime() - start < Duration.ofSeconds(2).toNanos()) {
                refusal(1).answer(connection);
            } else {
                connection.json(200, OPENAI_ANSWER);
            }
        });
        List<String> ids = Stream.generate(KafkaGatewayTest::id).limit(MOST - 2).toList();
        ids.forEach(id -> CALLER.ask(id, chat("together/m")));
        await().until(() -> !UPSTREAM.requests().isEmpty());
        String other = id();
        CALLER.ask(other, chat("sim/lorem"));

        assertThat(CALLER.await(other).header("status")).isEqualTo("200");
        assertThat(ids).allSatisfy(id -> assertThat(CALLER.answers(id)).isEmpty());
        ids.forEach(id -> assertThat(CALLER.await(id).header("status")).isEqualTo("200"));
        // All of them once, then one at a time until there is an answer.
        assertThat(UPSTREAM.requests()).hasSizeLessThanOrEqualTo(2 * ids.size() + 3);
    }

    @Test
    void providerThatWantsTooMuchPatience_refusesAllAtOnceButIsNotAskedAgain() throws Exception {
        UPSTREAM.always(refusal(60));
        String first = id();
        CALLER.ask(first, chat("fireworks/m"));
        Answer answer = CALLER.await(first);

        assertThat(answer.header("status")).isEqualTo("429");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(json(answer.value()).at("/error/message").textValue()).isEqualTo("fireworks: slow down");

        String second = id();
        CALLER.ask(second, chat("fireworks/m"));
        answer = CALLER.await(second);
        assertThat(answer.header("status")).isEqualTo("429");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(50, 60);
        assertThat(json(answer.value()).at("/error/type").textValue()).isEqualTo("RateLimitError");
        assertThat(json(answer.value()).at("/error/message").textValue())
                .isEqualTo("fireworks does not take more requests for now");
        assertThat(UPSTREAM.requests()).hasSize(1);

        assertThat(post("/llm/generate", chat("fireworks/m")).statusCode()).isEqualTo(429);
        assertThat(UPSTREAM.requests()).as("with that by HTTP").hasSize(2);
    }

    @Test
    void requestThatWaits_canBeCancelled() {
        UPSTREAM.always(refusal(4));
        String id = id();
        CALLER.ask(id, chat("nvidia/m"));
        await().until(() -> UPSTREAM.requests().size() == 1);
        await().until(() -> {
            CALLER.send("llm.cancellations", Optional.empty(), Optional.empty(), "correlationId", id);
            return !CALLER.answers(id).isEmpty();
        });

        assertThat(CALLER.await(id).header("status")).isEqualTo("499");
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void gatewayWithoutPatience_passesTheRefusalOn() {
        BROKER.add(TestBroker.topic("impatient"));
        UPSTREAM.always(refusal(1));
        try (var _ = SecondGateway.start(
                BROKER.address(),
                UPSTREAM.url(),
                "caravan.kafka.requests=impatient",
                "caravan.kafka.group=impatient",
                "caravan.kafka.patience=0")) {
            String id = id();
            CALLER.send(
                    "impatient",
                    Optional.empty(),
                    Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)),
                    "correlationId",
                    id);

            assertThat(CALLER.await(id).header("status")).isEqualTo("429");
            assertThat(CALLER.await(id).header("Retry-After")).isEqualTo("1");
            assertThat(UPSTREAM.requests()).hasSize(1);
        }
    }

    @Test
    void otherFailure_isNotTriedAgain() {
        UPSTREAM.always(connection -> connection.json(500, REFUSAL));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"));

        assertThat(CALLER.await(id).header("status")).isEqualTo("502");
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    private static Script refusal(int seconds) {
        return connection -> connection.json(429, REFUSAL, "Retry-After: " + seconds);
    }
}
