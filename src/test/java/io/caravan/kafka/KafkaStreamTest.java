package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.kafka.KafkaCaller.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaStreamTest extends KafkaGatewayTest {

    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1770000000,"
                    + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[";
    private static final String FIRST =
            HEAD + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n";
    private static final String SECOND =
            HEAD + "{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":null}]}\n\n";
    private static final String END = HEAD + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE =
            HEAD + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @CsvSource({"generate,/llm/generate", "chat,/llm/chat"})
    void stream_comesInPiecesThatHttpSendsAndEndsWithTheWhole(String operation, String path) throws Exception {
        UPSTREAM.always(connection -> connection.stream(FIRST, SECOND, END, USAGE, DONE));
        String body = chat("openai/gpt-4o", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        List<JsonNode> http = data(post(path, body).body()).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(KafkaStreamTest::json)
                .toList();
        String id = id();
        CALLER.ask(id, body, "operation", operation);
        List<Answer> answers = CALLER.awaitAll(id);

        assertThat(answers)
                .hasSize(http.size() + 1)
                .allMatch(answer -> answer.key().orElse("").equals(id));
        assertThat(answers.subList(0, http.size()))
                .allMatch(answer -> answer.header("event").equals("chunk"))
                .extracting(answer -> json(answer.value()))
                .isEqualTo(http);
        assertThat(answers)
                .extracting(answer -> answer.header("seq"))
                .isEqualTo(IntStream.range(0, answers.size())
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(answers.getLast().header("event")).isEqualTo("done");
        assertThat(answers.getLast().header("status")).isEqualTo("200");
        assertThat(answers.getLast().header("Caravan-Cost")).endsWith(" USD");
    }

    @Test
    void endOfStream_isTheWholeAnswerWithUsageAndCost() {
        UPSTREAM.always(connection -> connection.stream(FIRST, SECOND, END, USAGE, DONE));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o", ",\"stream\":true"));
        JsonNode whole = json(CALLER.await(id).value());

        assertThat(whole.path("object").textValue()).isEqualTo("chat.completion");
        assertThat(whole.at("/choices/0/message/content").textValue()).isEqualTo("Hello");
        assertThat(whole.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(whole.at("/usage/total_tokens").intValue()).isEqualTo(11);
        assertThat(whole.at("/usage/cost/currency").textValue()).isEqualTo("USD");
    }

    @Test
    void streamThatBreaks_endsWithOneError() {
        UPSTREAM.always(connection -> {
            connection.startStream();
            connection.send(FIRST);
            connection.cut();
        });
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o", ",\"stream\":true"));
        List<Answer> answers = CALLER.awaitAll(id);

        assertThat(answers).extracting(answer -> answer.header("event")).containsExactly("chunk", "chunk", "error");
        assertThat(answers.getLast().header("seq")).isEqualTo("2");
        assertThat(answers.getLast().header("status")).isEqualTo("502");
        assertThat(answers.getLast().header("error")).isEqualTo("true");
        assertThat(json(answers.getLast().value()).at("/error/provider").textValue())
                .isEqualTo("openai");
    }

    @Test
    void streamThatIsRefused_hasNoPieces() {
        UPSTREAM.always(connection -> connection.json(401, "{\"error\":{\"message\":\"no\"}}"));
        String id = id();
        CALLER.ask(id, chat("openai/gpt-4o", ",\"stream\":true"));
        List<Answer> answers = CALLER.awaitAll(id);

        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().header("status")).isEqualTo("401");
        assertThat(answers.getFirst().headers()).doesNotContainKey("seq");
    }
}
