package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest extends GatewayTest {

    @Test
    void health_isUpAndShowsCamel() throws Exception {
        HttpResponse<String> answer = get("/actuator/health");
        JsonNode health = json(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(health.path("status").textValue()).isEqualTo("UP");
        JsonNode camel = health.at("/components/camelHealth");
        assertThat(camel.path("status").textValue()).isEqualTo("UP");
        assertThat(camel.at("/details/context.data/context.name").textValue()).isEqualTo("caravan");
        assertThat(camel.at("/details/context.data/context.status").textValue()).isEqualTo("Started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void probe_isUp(String probe) throws Exception {
        assertThat(json(get("/actuator/health/" + probe).body()).path("status").textValue())
                .isEqualTo("UP");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }
}
