package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.kafka.KafkaCaller.Answer;
import io.caravan.upstream.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways that come and go while requests are under way: each request has its answer in the end. */
class KafkaSurvivalTest {

    private static final String REQUEST =
            "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String ANSWER = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1770000000,"model":"gpt-4o",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}\
        """;

    private static final TestBroker BROKER = TestBroker.start("llm.replies", "llm.cancellations");

    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private ScriptedUpstream upstream;
    private KafkaCaller caller;

    @BeforeAll
    static void divideRequests() {
        BROKER.add(new NewTopic("llm.requests", 4, (short) 1));
    }

    @AfterAll
    static void stopBroker() throws IOException {
        BROKER.close();
    }

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = new ScriptedUpstream();
        upstream.always(connection -> {
            release.await();
            connection.json(200, ANSWER);
        });
        caller = new KafkaCaller(BROKER.address(), "llm.replies");
    }

    @AfterEach
    void stopAll() throws IOException {
        release.countDown();
        gateways.forEach(GatewayProcess::kill);
        caller.close();
        upstream.close();
    }

    @Test
    void killedGateway_whatItHadTakenIsAnsweredByItsSuccessor() throws Exception {
        List<String> ids = ids(200);
        for (int i = 0; i < 50; i++) {
            upstream.next(connection -> connection.json(200, ANSWER));
        }
        GatewayProcess first = start();
        ids.forEach(id -> caller.ask(id, REQUEST));
        await().until(() -> upstream.requests().size() == 200);
        await().until(() -> unanswered() == 150);

        first.kill();
        List<String> answered =
                ids.stream().filter(id -> !caller.answers(id).isEmpty()).toList();
        release.countDown();
        start();

        assertAnswered(ids);
        assertThat(answered).hasSize(50);
        assertThat(upstream.requests())
                .as("calls, none of them for an answered request")
                .hasSize(350);
        for (String id : ids) {
            assertThat(caller.answers(id))
                    .hasSize(1)
                    .allSatisfy(answer ->
                            assertThat(answer.header("redelivered")).isEqualTo(answered.contains(id) ? "" : "true"));
        }
    }

    @Test
    void secondGateway_joiningInMidFlight_nothingIsLost() throws Exception {
        List<String> early = ids(100);
        List<String> late = ids(100);
        start();
        early.forEach(id -> caller.ask(id, REQUEST));
        await().until(() -> upstream.requests().size() == 100);

        start();
        await().until(() -> BROKER.members("caravan") == 2);
        late.forEach(id -> caller.ask(id, REQUEST));
        await().until(() -> upstream.requests().size() >= 200);
        release.countDown();

        assertAnswered(early);
        assertAnswered(late);
    }

    private void assertAnswered(List<String> ids) {
        for (String id : ids) {
            await().until(() -> caller.answers(id).stream().anyMatch(Answer::last));
            assertThat(caller.answers(id))
                    .allSatisfy(answer -> assertThat(answer.header("status")).isEqualTo("200"));
        }
    }

    private GatewayProcess start() throws IOException {
        GatewayProcess gateway = GatewayProcess.start(BROKER.address(), upstream.url());
        gateways.add(gateway);
        return gateway;
    }

    /** Requests that are not answered, as far as Kafka knows. */
    private static long unanswered() {
        return BROKER.committed("caravan").entrySet().stream()
                .mapToLong(entry -> unanswered(entry.getValue(), BROKER.end(entry.getKey())))
                .sum();
    }

    private static long unanswered(OffsetAndMetadata committed, long end) {
        Progress progress = Progress.read(committed.offset(), committed.metadata());
        return LongStream.range(committed.offset(), end)
                .filter(offset -> !progress.answered(offset))
                .count();
    }

    private static List<String> ids(int number) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(number).toList();
    }
}
