package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A request by Kafka takes every step that one by HTTP takes between its entrance and its answer. */
class KafkaPipelineTest extends KafkaGatewayTest {

    @Autowired
    private RecordedSteps steps;

    @BeforeEach
    void forgetSteps() {
        steps.forget();
    }

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
}
