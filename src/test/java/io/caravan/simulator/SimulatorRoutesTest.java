package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.http.HttpAnswer;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.CaseInsensitiveMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulator's own routes with the real beans behind them, without a web server. */
class SimulatorRoutesTest {

    private static final List<String> PROVIDERS =
            List.of("providers/in-process", "providers/in-process-embeddings", "providers/sim");

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @Test
    void simulator_switchedOff_hasNoRoutes() throws Exception {
        load(false);
        assertThat(camel.getRoutes()).isEmpty();
    }

    @Test
    void sim_isAProviderWithoutKey() throws Exception {
        load(true);
        assertThat(camel.getRouteDefinition("sim").getTemplateParameters())
                .contains(Map.entry("keyless", "true"), Map.entry("keys", ""));
        assertThat(camel.getRoutes())
                .extracting(Route::getRouteId)
                .contains("sim", "sim-embeddings")
                .hasSize(2 + simulators().size());
    }

    @Test
    void sim_answersRoutedRequests() throws Exception {
        load(true);
        Provider provider = new Provider(
                "sim", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", Quirks.NONE);
        RoutedRequest routed = new RoutedRequest(
                ChatRequestReader.read(TestStage.json(
                        "{\"model\":\"sim/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")),
                provider,
                "echo");
        Object answer = camel.createProducerTemplate().requestBody("direct:sim", routed);
        assertThat(((ChatResponse) answer).choices().getFirst().message().content())
                .contains("Hi");
    }

    @Test
    void openAi_takesItsKeyFromTheHeader() throws Exception {
        load(true);
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        assertThat(status("simulator-openai", body, Map.of())).isEqualTo(401);
        assertThat(status("simulator-openai", body, Map.of("authorization", "Bearer any")))
                .isEqualTo(200);
    }

    @Test
    void anthropic_takesItsKeyAndVersionFromTheHeaders() throws Exception {
        load(true);
        String body = "{\"model\":\"echo\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        assertThat(status("simulator-anthropic", body, Map.of())).isEqualTo(401);
        assertThat(status("simulator-anthropic", body, Map.of("X-Api-Key", "any")))
                .isEqualTo(400);
        assertThat(status("simulator-anthropic", body, Map.of("x-api-key", "any", "anthropic-version", "2023-06-01")))
                .isEqualTo(200);
        assertThat(status(
                        "simulator-anthropic",
                        body,
                        Map.of("Authorization", "Bearer any", "anthropic-version", "2023-06-01")))
                .isEqualTo(200);
    }

    @Test
    void gemini_takesItsModelFromThePath() throws Exception {
        load(true);
        String body = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
        Map<String, Object> call = Map.of("call", "echo:generateContent");
        assertThat(status("simulator-gemini", body, call)).isEqualTo(401);
        assertThat(status("simulator-gemini", body, Map.of("call", "echo:generateContent", "x-goog-api-key", "any")))
                .isEqualTo(200);
        assertThat(status(
                        "simulator-gemini",
                        body,
                        Map.of("call", "echo:generateContent", Exchange.HTTP_QUERY, "alt=sse&key=any")))
                .isEqualTo(200);
    }

    private int status(String route, String body, Map<String, Object> headers) {
        Exchange exchange = camel.createProducerTemplate().request("direct:" + route, request -> {
            request.getMessage().setBody(TestStage.bytes(body));
            request.getMessage().setHeaders(new CaseInsensitiveMap(headers));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        return exchange.getMessage().getBody(HttpAnswer.class).status();
    }

    private void load(boolean enabled) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("caravan.simulator.enabled", String.valueOf(enabled));
        camel.getPropertiesComponent().setInitialProperties(properties);
        bind(new TestStage().backstage);
        List<String> simulators = simulators();
        for (String file : Stream.concat(PROVIDERS.stream(), simulators.stream().map("simulator/"::concat))
                .toList()) {
            Path path = Path.of("routes", file + ".camel.yaml");
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            camel, path.toUri().toString()));
        }
        for (String route : simulators) {
            camel.getRouteDefinition(route).getInput().setUri("direct:" + route);
        }
        camel.start();
    }

    private void bind(Backstage backstage) {
        camel.getRegistry().bind("simulator", new Simulator(backstage));
        camel.getRegistry().bind("simulatedEmbeddings", new SimulatedEmbeddings(backstage));
        camel.getRegistry().bind("openaiSimulator", new OpenAiSimulator(backstage));
        camel.getRegistry().bind("anthropicSimulator", new AnthropicSimulator(backstage));
        camel.getRegistry().bind("geminiSimulator", new GeminiSimulator(backstage));
        camel.getRegistry().bind("azureSimulator", new AzureSimulator(backstage));
        camel.getRegistry().bind("cohereSimulator", new CohereSimulator(backstage));
        camel.getRegistry().bind("difySimulator", new DifySimulator(backstage));
        camel.getRegistry().bind("ernieSimulator", new ErnieSimulator(backstage));
    }

    private static List<String> simulators() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/simulator"))) {
            return files.map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                    .toList();
        }
    }
}
