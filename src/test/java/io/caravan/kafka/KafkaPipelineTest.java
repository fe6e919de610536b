package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A request by Kafka takes every step that one by HTTP takes between its entrance and its answer. */
@Import(KafkaPipelineTest.Configuration.class)
class KafkaPipelineTest extends KafkaGatewayTest {

    /** Where a request comes in, waits and gets its form: these differ, as they should. */
    private static final Set<String> OWN = Set.of(
            "generate",
            "invoke",
            "chat",
            "embeddings",
            "reply",
            "kafka-requests",
            "kafka-request",
            "kafka-reply",
            "patience");

    @Autowired
    private Steps steps;

    @ParameterizedTest
    @CsvSource({"generate,/llm/generate", "invoke,/llm/invoke", "chat,/llm/chat", "embeddings,/v1/embeddings"})
    void request_takesTheStepsOfItsTwinByHttp(String operation, String path) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String body = switch (operation) {
            case "embeddings" -> "{\"model\":\"sim/embed\",\"input\":\"Hello\"}";
            case "invoke" -> "{\"model\":\"openai/gpt-4o\",\"message\":\"Hello\",\"stream\":false}";
            default -> chat("openai/gpt-4o", ",\"stream\":false");
        };
        HttpResponse<String> http = post(path, body);
        List<String> expected = steps.take();
        String id = id();
        CALLER.ask(id, body, "operation", operation);

        assertThat(http.statusCode()).as(http.body()).isEqualTo(200);
        assertThat(CALLER.await(id).header("status")).isEqualTo("200");
        assertThat(steps.take()).isEqualTo(expected);
        assertThat(expected)
                .startsWith(
                        "completion: bean[ref:admission method:admit]",
                        "dispatch: bean[ref:dispatcher method:route]",
                        "dispatch: bean[ref:capabilities method:check]",
                        "dispatch: bean[ref:remoteContent method:inline]")
                .endsWith("completion: bean[ref:usageMeter method:settle]");
    }

    @Test
    void refusedRequest_isSettledAsItsTwinByHttp() throws Exception {
        UPSTREAM.always(connection -> connection.json(400, "{\"error\":{\"message\":\"no\"}}"));
        post("/llm/generate", chat("openai/gpt-4o"));
        List<String> expected = steps.take();
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o"));

        assertThat(CALLER.await(id).header("status")).isEqualTo("400");
        assertThat(steps.take()).isEqualTo(expected);
    }

    @TestConfiguration
    static class Configuration {

        @Bean
        Steps steps() {
            return new Steps();
        }
    }

    /** Takes note of the beans that requests go through. */
    static final class Steps implements InterceptStrategy {

        private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode node, Processor target, Processor next) {
            String route = CamelContextHelper.getRouteId(node);
            if (!node.getShortName().equals("bean") || OWN.contains(route)) {
                return target;
            }
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    taken.computeIfAbsent(exchange.getExchangeId(), _ -> new CopyOnWriteArrayList<>())
                            .add(route + ": " + node.getLabel());
                    return super.process(exchange, callback);
                }
            };
        }

        /** The steps of the one request since the last time. */
        List<String> take() {
            assertThat(taken).hasSize(1);
            List<String> steps = taken.values().iterator().next();
            taken.clear();
            return steps;
        }
    }
}
