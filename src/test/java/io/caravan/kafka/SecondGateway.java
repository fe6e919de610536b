package io.caravan.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Caravan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway beside the one of all tests, set as one of them wants it. */
final class SecondGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private SecondGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a gateway that asks one provider, with further settings, each {@code name=value}. */
    static SecondGateway start(String brokers, String provider, String... settings) {
        Stream<String> usual = Stream.of(
                "server.port=0",
                "caravan.kafka.bootstrap-servers=" + brokers,
                "OPENAI_API_KEY=sk-openai-canary",
                "OPENAI_BASE_URL=" + provider + "/v1");
        String[] arguments = Stream.concat(usual, Stream.of(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return new SecondGateway(new SpringApplicationBuilder(Caravan.class).run(arguments));
    }

    /** One of its parts. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** What it answers to a chat by HTTP. */
    int status(String request) throws IOException, InterruptedException {
        return http.send(
                        request("/llm/generate")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** Its health, or that of a part of it, such as {@code /kafka}. */
    JsonNode health(String part) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(http.send(request("/actuator/health" + part).build(), BodyHandlers.ofByteArray())
                        .body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path));
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
