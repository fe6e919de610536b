package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import org.springframework.kafka.support.TopicPartitionOffset;

/** Spring's own client of requests and replies, set up as its manual says. */
@Timeout(60)
class KafkaSpringClientTest extends KafkaGatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DefaultKafkaProducerFactory<String, String> producers = new DefaultKafkaProducerFactory<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.address()),
            new StringSerializer(),
            new StringSerializer());
    private final DefaultKafkaConsumerFactory<String, String> consumers = new DefaultKafkaConsumerFactory<>(
            Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    BROKER.address(),
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "latest"),
            new StringDeserializer(),
            new StringDeserializer());

    private ReplyingKafkaTemplate<String, String, String> template = template(new ContainerProperties("llm.replies"));

    @BeforeEach
    void start() throws InterruptedException {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        template.start();
        assertThat(template.waitForAssignment(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        template.destroy();
        producers.destroy();
    }

    @Test
    void wholeAnswer_isTheReply() throws Exception {
        ConsumerRecord<String, String> reply = ask(chat("openai/gpt-4o")).get();

        JsonNode answer = json(reply.value());
        assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Hi");
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(10);
        assertThat(header(reply, "status")).isEqualTo("200");
        assertThat(header(reply, "event")).isEqualTo("done");
        assertThat(header(reply, "provider")).isEqualTo("openai");
        assertThat(reply.headers().lastHeader("error")).isNull();
    }

    @Test
    void error_isTheReply() throws Exception {
        ConsumerRecord<String, String> reply = ask(chat("nobody/knows-it")).get();

        assertThat(json(reply.value()).at("/error/code").textValue()).isEqualTo("server.llm.modelNotSupported");
        assertThat(header(reply, "status")).isEqualTo("400");
        assertThat(header(reply, "event")).isEqualTo("error");
        assertThat(header(reply, "error")).isEqualTo("true");
    }

    @Test
    void error_failsTheFuture_ifTheClientHasAskedForThat() {
        template.setReplyErrorChecker(reply -> reply.headers().lastHeader("error") == null
                ? null
                : new IllegalStateException(reply.value().toString()));

        assertThatThrownBy(ask(chat("nobody/knows-it"))::get)
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("server.llm.modelNotSupported");
    }

    @Test
    void manyAtOnce_eachGetsItsOwn() throws Exception {
        List<RequestReplyFuture<String, String, String>> replies = IntStream.range(0, 3 * MOST)
                .mapToObj(number -> ask(chat("nobody/number-" + number + ".")))
                .toList();

        for (int number = 0; number < replies.size(); number++) {
            assertThat(json(replies.get(number).get().value()).path("detail").textValue())
                    .contains("nobody/number-" + number + ".");
        }
    }

    @Test
    void partitionOfReplies_isTheOneThatTheClientReads() throws Exception {
        BROKER.add(new NewTopic("llm.replies.divided", 3, (short) 1));
        template.destroy();
        template = template(new ContainerProperties(new TopicPartitionOffset("llm.replies.divided", 2)));
        start();

        ConsumerRecord<String, String> reply = ask(chat("openai/gpt-4o")).get();

        assertThat(header(reply, "status")).isEqualTo("200");
        assertThat(reply.topic()).isEqualTo("llm.replies.divided");
        assertThat(reply.partition()).isEqualTo(2);
    }

    private RequestReplyFuture<String, String, String> ask(String request) {
        return template.sendAndReceive(new ProducerRecord<>("llm.requests", request));
    }

    private ReplyingKafkaTemplate<String, String, String> template(ContainerProperties replies) {
        replies.setGroupId("replying-template-" + UUID.randomUUID());
        ReplyingKafkaTemplate<String, String, String> made =
                new ReplyingKafkaTemplate<>(producers, new KafkaMessageListenerContainer<>(consumers, replies));
        made.setSharedReplyTopic(true);
        made.setDefaultReplyTimeout(PATIENCE);
        made.afterPropertiesSet();
        return made;
    }

    private static String header(ConsumerRecord<String, String> reply, String name) {
        Header header = reply.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
