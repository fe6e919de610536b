package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicTurnsTest {

    private static final String RESULT =
            "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1_0\",\"content\":\"18 C\"}";

    private final AnthropicSimulator simulator = new AnthropicSimulator(new TestStage().backstage);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"system\",\"content\":\"x\"}             | messages: Unexpected role \"system\"",
                "{\"role\":\"assistant\",\"content\":\"x\"}          | messages: first message must use the \"user\""
                        + " role",
                "{\"role\":\"user\",\"content\":\"\"}                | messages.0: user messages must have non-empty",
                "{\"role\":\"user\",\"content\":[]}                  | messages.0: user messages must have non-empty",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]} | messages: text content blocks"
                        + " must be",
                "{\"role\":\"user\",\"content\":[" + RESULT
                        + "]}    | messages.0.content.0: unexpected `tool_use_id` found",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{}}]} | messages.0.image.source: Input"
                        + " tag",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"?\"}}]}"
                        + " | messages.0.image.source.base64: is not"
            })
    void message_thatIsWrong_is400(String message, String expected) {
        assertThat(error(message)).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"} | image    | an image/png of 3"
                        + " bytes",
                "{\"type\":\"url\",\"url\":\"https://a.b/c\"}                         | image    | an image at"
                        + " https://a.b/c",
                "{\"type\":\"file\",\"file_id\":\"f1\"}                               | document | a document named f1",
                "{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"Hm\"}    | document | a text/plain that"
                        + " says Hm",
                "{\"type\":\"content\",\"content\":\"Hm\"}                            | document | a document that"
                        + " says Hm",
                "{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"AAAAAA==\"} | document | an"
                        + " application/pdf of 4 bytes"
            })
    void attachments_areSeen(String source, String type, String seen) {
        JsonNode message = answer("{\"role\":\"user\",\"content\":[{\"type\":\"" + type + "\",\"source\":" + source
                + "},{\"type\":\"text\",\"text\":\"What?\"}]}");
        assertThat(message.at("/content/0/text").asText()).isEqualTo("I see " + seen + ". What?");
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(259);
    }

    private JsonNode answer(String message) {
        return TestStage.body(messages(message), 200);
    }

    private String error(String message) {
        return TestStage.body(messages(message), 400).at("/error/message").asText();
    }

    private Object messages(String message) {
        String body = "{\"model\":\"echo\",\"max_tokens\":1000,\"messages\":[" + message + "]}";
        return simulator.messages(TestStage.bytes(body), "key", null, "2023-06-01");
    }
}
