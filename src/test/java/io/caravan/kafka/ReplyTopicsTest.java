package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.GatewayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTopicsTest {

    private static final String TEN = "abcdefghij";
    private static final String FIFTY = TEN + TEN + TEN + TEN + TEN;
    private static final String LONG = FIFTY + FIFTY + FIFTY + FIFTY + TEN + TEN + TEN + TEN + "123456789";

    private final ReplyTopics topics = new ReplyTopics("out", "dead", List.of("exact", "team.*"));

    @ParameterizedTest
    @ValueSource(strings = {"out", "exact", "team.", "team.a"})
    void allowedTopic_isTheAddress(String topic) {
        assertThat(topics.of(naming(topic))).isEqualTo(new ReplyTopics.Address(topic, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "exactly", "exac", "team", "other", "*"})
    void otherTopic_isRefused(String topic) {
        assertThatThrownBy(() -> topics.of(naming(topic))).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a b", "a\u0000b", "ä", "a/b", LONG + "a"})
    void nameThatNoTopicCanHave_isRefused(String topic) {
        ReplyTopics all = new ReplyTopics("out", "dead", List.of("*"));

        assertThat(all.of(naming(LONG)).topic()).isEqualTo(LONG);
        assertThatThrownBy(() -> all.of(naming(topic))).isInstanceOf(GatewayException.class);
    }

    @Test
    void partition_isFourBytes() {
        assertThat(partition(0, 0, 1, 2)).isEqualTo(Optional.of(258));
        assertThat(partition(1)).isEmpty();
    }

    @Test
    void topicsOfOperators_areTheirOwn() {
        assertThat(topics.own(topics.standard())).isTrue();
        assertThat(topics.own(topics.deadLetters())).isTrue();
        assertThat(topics.own(topics.of(naming("team.a")))).isFalse();
    }

    private Optional<Integer> partition(int... number) {
        byte[] bytes = new byte[number.length];
        for (int i = 0; i < number.length; i++) {
            bytes[i] = (byte) number[i];
        }
        Map<String, byte[]> headers = new HashMap<>(naming("team.a").headers());
        headers.put("kafka_replyPartition", bytes);
        return topics.of(record(headers)).partition();
    }

    private static Incoming naming(String topic) {
        return record(Map.of("replyTopic", topic.getBytes(UTF_8)));
    }

    private static Incoming record(Map<String, byte[]> headers) {
        return new Incoming("in", 0, 0, 0, Optional.empty(), headers, Optional.empty(), false);
    }
}
