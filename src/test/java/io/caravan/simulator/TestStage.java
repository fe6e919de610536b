package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.http.HttpAnswer;
import java.time.Instant;
import java.time.InstantSource;

/** Everything that is behind the scenes, at a fixed time and with the same id for every answer. */
final class TestStage {

    static final ObjectMapper JSON = new JsonMapper();

    final FakePatience patience = new FakePatience();
    final Backstage backstage =
            new Backstage(JSON, InstantSource.fixed(Instant.ofEpochSecond(1_770_000_000)), () -> "1", () -> patience);

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The JSON of a whole answer that must have that status. */
    static JsonNode body(Object answer, int status) {
        assertThat(answer).isInstanceOf(HttpAnswer.class);
        HttpAnswer whole = (HttpAnswer) answer;
        assertThat(whole.status()).isEqualTo(status);
        assertThat(whole.contentType()).isEqualTo("application/json");
        return json(new String(whole.body(), UTF_8));
    }
}
