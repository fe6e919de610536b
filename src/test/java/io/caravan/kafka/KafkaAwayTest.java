package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.GatewayTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** No broker listens where they should be. */
class KafkaAwayTest extends GatewayTest {

    @DynamicPropertySource
    static void nobody(DynamicPropertyRegistry registry) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String address = "localhost:" + socket.getLocalPort();
            registry.add("caravan.kafka.bootstrap-servers", () -> address);
        }
    }

    @Test
    void http_isServedAndHealthTellsThatKafkaIsAway() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));

        assertThat(post("/llm/generate", chat("openai/gpt-4o")).statusCode()).isEqualTo(200);
        JsonNode kafka = get("/actuator/health").at("/components/kafka");
        assertThat(kafka.path("status").textValue()).isEqualTo("DOWN");
        assertThat(kafka.at("/details/reason").textValue()).isEqualTo("no broker answers");
        assertThat(get("/actuator/health/liveness").path("status").textValue()).isEqualTo("UP");
        assertThat(get("/actuator/health/readiness").path("status").textValue()).isEqualTo("UP");
    }

    private JsonNode get(String path) throws Exception {
        return json(HTTP.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
                .body());
    }
}
