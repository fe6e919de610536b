package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.kafka.KafkaCaller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaEndingsTest extends KafkaGatewayTest {

    private static final TopicPartition REQUESTS = new TopicPartition("llm.requests", 0);

    @Test
    void cancelledRequest_isBrokenOffAtTheProvider() throws Exception {
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        UPSTREAM.always(connection -> closed.complete(connection.awaitClose(Duration.ofSeconds(5))));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"));
        await().until(() -> UPSTREAM.requests().size() == 1);
        await().until(() -> {
            CALLER.send("llm.cancellations", Optional.empty(), Optional.empty(), "correlationId", id);
            return !CALLER.answers(id).isEmpty();
        });

        assertThat(CALLER.await(id).header("status")).isEqualTo("499");
        assertThat(closed.get()).isLessThan(Duration.ofSeconds(4));
        assertThat(CALLER.answers(id)).hasSize(1);
    }

    @Test
    void requestThatIsCancelledBeforeItIsBegun_costsNoCall() {
        String id = id();
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        List<String> earlier = Stream.generate(KafkaGatewayTest::id).limit(MOST).toList();
        earlier.forEach(one -> CALLER.ask(one, chat("openai/gpt-4o")));
        await().until(() -> UPSTREAM.requests().size() == MOST);
        CALLER.ask(id, chat("openai/gpt-4o"));
        String probe = earlier.getFirst();
        await().until(() -> {
            CALLER.send("llm.cancellations", Optional.empty(), Optional.empty(), "correlationId", id);
            CALLER.send("llm.cancellations", Optional.empty(), Optional.empty(), "correlationId", probe);
            return !CALLER.answers(probe).isEmpty();
        });
        release.countDown();

        assertThat(CALLER.await(id).header("status")).isEqualTo("499");
        assertThat(UPSTREAM.requests()).hasSize(MOST);
        CALLER.ask(id, chat("openai/gpt-4o"));
        await().until(() -> CALLER.answers(id).size() == 2);
        assertThat(CALLER.await(id).header("status")).isEqualTo("200");
    }

    @Test
    void deadlineThatHasPassed_costsNoCall() {
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), "deadline", String.valueOf(System.currentTimeMillis() - 1));
        Answer answer = CALLER.await(id);

        assertThat(answer.header("status")).isEqualTo("504");
        assertThat(json(answer.value()).at("/error/type").textValue()).isEqualTo("Timeout");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void deadlineThatPasses_endsTheCall() {
        UPSTREAM.always(connection -> connection.awaitClose(Duration.ofSeconds(5)));
        String id = id();
        long start = System.nanoTime();
        CALLER.ask(id, chat("openai/gpt-4o"), "deadline", String.valueOf(System.currentTimeMillis() + 1000));

        assertThat(CALLER.await(id).header("status")).isEqualTo("504");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void deadlineThatIsNone_isRefused() {
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"), "deadline", "soon");

        assertThat(CALLER.await(id).header("status")).isEqualTo("400");
    }

    @Test
    void requestThatComesAgain_getsTheSameAnswer() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String requestId = id();
        String first = id();
        String second = id();
        CALLER.ask(first, chat("openai/gpt-4o"), "requestId", requestId);
        Answer before = CALLER.await(first);
        CALLER.ask(second, chat("openai/gpt-4o"), "requestId", requestId);
        Answer again = CALLER.await(second);

        assertThat(before.headers()).doesNotContainKey("redelivered");
        assertThat(again.header("redelivered")).isEqualTo("true");
        assertThat(again.header("status")).isEqualTo("200");
        assertThat(again.value()).isEqualTo(before.value());
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void streamThatComesAgain_isItsEndAlone() {
        String piece = "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":";
        UPSTREAM.next(connection -> connection.stream(
                piece + "{\"content\":\"Hi\"}}]}\n\n",
                piece + "{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"));
        String requestId = id();
        String first = id();
        String second = id();
        CALLER.ask(first, chat("openai/gpt-4o", ",\"stream\":true"), "requestId", requestId);
        Answer before = CALLER.await(first);
        CALLER.ask(second, chat("openai/gpt-4o", ",\"stream\":true"), "requestId", requestId);

        assertThat(CALLER.awaitAll(second)).singleElement().satisfies(again -> {
            assertThat(again.header("event")).isEqualTo("done");
            assertThat(again.header("redelivered")).isEqualTo("true");
            assertThat(again.value()).isEqualTo(before.value());
        });
    }

    @Test
    void requestThatComesAgainTooSoon_waitsForTheAnswer() {
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        String requestId = id();
        String first = id();
        String second = id();
        CALLER.ask(first, chat("openai/gpt-4o"), "requestId", requestId);
        await().until(() -> UPSTREAM.requests().size() == 1);
        CALLER.ask(second, chat("openai/gpt-4o"), "requestId", requestId);
        release.countDown();

        assertThat(CALLER.await(first).value()).isEqualTo(CALLER.await(second).value());
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void requestThatFailed_isTriedAgain() {
        UPSTREAM.next(connection -> connection.json(500, "{\"error\":{\"message\":\"no\"}}"));
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String requestId = id();
        String first = id();
        String second = id();
        CALLER.ask(first, chat("openai/gpt-4o"), "requestId", requestId);
        assertThat(CALLER.await(first).header("error")).isEqualTo("true");
        CALLER.ask(second, chat("openai/gpt-4o"), "requestId", requestId);

        assertThat(CALLER.await(second).header("status")).isEqualTo("200");
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void idWithOtherContent_isAnotherRequest() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String requestId = id();
        String first = id();
        String second = id();
        CALLER.ask(first, chat("openai/gpt-4o"), "requestId", requestId);
        CALLER.await(first);
        CALLER.ask(second, chat("openai/gpt-4o", ",\"temperature\":1"), "requestId", requestId);

        assertThat(CALLER.await(second).headers()).doesNotContainKey("redelivered");
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"model\":\"\u0000"})
    void unreadableRecord_isRefusedAndKept(String text) {
        byte[] value = text.getBytes(UTF_8);
        if (text.startsWith("{")) {
            value[value.length - 1] = (byte) 0xff;
        }
        String id = id();
        CALLER.send("llm.requests", Optional.of("key"), Optional.of(value), "correlationId", id);
        await().until(() -> CALLER.answers(id).size() == 2);

        Answer reply = CALLER.answers(id).stream()
                .filter(answer -> answer.topic().equals("llm.replies"))
                .findFirst()
                .orElseThrow();
        Answer letter = CALLER.answers(id).stream()
                .filter(answer -> answer.topic().equals("llm.requests.dlq"))
                .findFirst()
                .orElseThrow();
        assertThat(reply.header("status")).isEqualTo("400");
        assertThat(letter.key()).hasValue("key");
        assertThat(letter.value()).isEqualTo(new String(value, UTF_8));
        assertThat(letter.header("reason")).startsWith("value: is not ");
        assertThat(letter.header("originalTopic")).isEqualTo("llm.requests");
        assertThat(letter.header("originalPartition")).isEqualTo("0");
        assertThat(letter.header("originalOffset")).matches("\\d+");
    }

    @Test
    void unreadableRecordThatNobodyAwaits_isOnlyKept() {
        String mark = id();
        int replies = CALLER.at("llm.replies").size();
        CALLER.send("llm.requests", Optional.empty(), Optional.empty(), "mark", mark);
        await().until(() -> CALLER.at("llm.requests.dlq").stream()
                .anyMatch(letter -> letter.header("mark").equals(mark)));

        assertThat(CALLER.at("llm.requests.dlq").getLast().header("reason")).isEqualTo("value: is missing");
        assertThat(CALLER.at("llm.replies")).hasSize(replies);
    }

    @Test
    void unreadableRecord_whoseHeadersWouldSteerTheProducer_isKeptAllTheSame() {
        String mark = id();
        CALLER.send(
                "llm.requests",
                Optional.empty(),
                Optional.empty(),
                "mark",
                mark,
                "kafka.PARTITION_KEY",
                "nowhere",
                "kafka.OVERRIDE_TIMESTAMP",
                "never",
                "kafka.OVERRIDE_TOPIC",
                "secrets");

        await().until(() -> CALLER.at("llm.requests.dlq").stream()
                .anyMatch(letter -> letter.header("mark").equals(mark)));
        assertThat(CALLER.at("secrets"))
                .noneMatch(letter -> letter.header("mark").equals(mark));
    }

    @Test
    void recordThatIsTooLarge_isRefusedAndKept() {
        String id = id();
        CALLER.ask(id, "{\"a\":\"" + "x".repeat(102_400) + "\"}");
        await().until(() -> CALLER.answers(id).size() == 2);

        assertThat(CALLER.answers(id))
                .extracting(answer -> answer.header("status"))
                .contains("413");
        assertThat(CALLER.answers(id)).extracting(Answer::topic).contains("llm.requests.dlq");
    }

    @Test
    void recordThatIsTooLargeToBeKept_isKeptByItsHeaders() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String id = id();
        String next = id();
        CALLER.ask(id, "{\"a\":\"" + "x".repeat(400_000) + "\"}", "mark", "mine");
        CALLER.ask(next, chat("openai/gpt-4o"));
        await().until(() -> CALLER.answers(id).size() == 2);

        Answer letter = CALLER.answers(id).stream()
                .filter(answer -> answer.topic().equals("llm.requests.dlq"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.value()).isEmpty();
        assertThat(letter.header("mark")).isEqualTo("mine");
        assertThat(letter.header("reason")).isEqualTo("the request is larger than 102400 bytes");
        assertThat(letter.header("originalOffset")).matches("\\d+");
        assertThat(CALLER.await(next).header("status")).isEqualTo("200");
        await().until(() -> BROKER.committed("caravan", REQUESTS) == BROKER.end(REQUESTS));
    }
}
