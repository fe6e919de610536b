package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.upstream.Vendor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two calls at once and their results, for Anthropic's and Gemini's clients, with each of the vendors. */
class NativeToolsTest extends GatewayTest {

    /** The vendors whose calls are shown here. */
    enum Service {
        OPENAI,
        ANTHROPIC,
        GEMINI;

        Vendor vendor() {
            return Vendor.valueOf(name());
        }
    }

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}},\"required\":[\"at\"]}";

    @ParameterizedTest
    @EnumSource
    void anthropicsClient_getsTwoCallsAndGivesTwoResults(Service service) throws Exception {
        Vendor vendor = service.vendor();
        UPSTREAM.next(connection -> connection.json(200, calls(service)));
        JsonNode answer = json(post("/v1/messages", messages(vendor, List.of())).body());
        JsonNode content = answer.path("content");

        assertThat(answer.path("stop_reason").textValue()).isEqualTo("tool_use");
        assertThat(content).hasSize(2);
        assertThat(content.at("/0/input")).isEqualTo(json("{\"at\":\"Paris\"}"));
        assertThat(content.at("/1/input")).isEqualTo(json("{\"at\":\"Rome\"}"));
        assertThat(content.at("/0/name").textValue()).isEqualTo("weather");
        assertThat(content.at("/0/id")).isNotEqualTo(content.at("/1/id"));

        ArrayNode results = JSON.createArrayNode();
        for (JsonNode call : content) {
            results.addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", call.path("id").textValue())
                    .put("content", "18 C in " + call.at("/input/at").textValue());
        }
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Warm")));
        JsonNode last = json(post(
                        "/v1/messages",
                        messages(
                                vendor,
                                List.of(turn("assistant", "content", content), turn("user", "content", results))))
                .body());

        assertThat(last.at("/content/0/text").textValue()).isEqualTo("Warm");
        assertToldEverything(service, json(UPSTREAM.lastRequest().body()));
    }

    @ParameterizedTest
    @EnumSource
    void geminisClient_getsTwoCallsAndGivesTwoResults(Service service) throws Exception {
        Vendor vendor = service.vendor();
        String path = "/v1beta/models/" + vendor.model() + ":generateContent";
        UPSTREAM.next(connection -> connection.json(200, calls(service)));
        JsonNode candidate = json(post(path, contents(List.of())).body()).at("/candidates/0");
        JsonNode parts = candidate.at("/content/parts");

        assertThat(candidate.path("finishReason").textValue()).isEqualTo("STOP");
        assertThat(parts).hasSize(2);
        assertThat(parts.at("/0/functionCall/args")).isEqualTo(json("{\"at\":\"Paris\"}"));
        assertThat(parts.at("/1/functionCall/args")).isEqualTo(json("{\"at\":\"Rome\"}"));

        ArrayNode results = JSON.createArrayNode();
        for (JsonNode part : parts) {
            results.addObject()
                    .putObject("functionResponse")
                    .put("name", "weather")
                    .putObject("response")
                    .put("output", "18 C in " + part.at("/functionCall/args/at").textValue());
        }
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Warm")));
        JsonNode last =
                json(post(path, contents(List.of(turn("model", "parts", parts), turn("user", "parts", results))))
                        .body());

        assertThat(last.at("/candidates/0/content/parts/0/text").textValue()).isEqualTo("Warm");
        assertToldEverything(service, json(UPSTREAM.lastRequest().body()));
    }

    @ParameterizedTest
    @EnumSource
    void streamedCalls_areTheSame(Service service) throws Exception {
        Vendor vendor = service.vendor();
        UPSTREAM.always(connection -> connection.stream(streamedCalls(service)));
        String messages = post("/v1/messages", messages(vendor, List.of()).replaceFirst("\\{", "{\"stream\":true,"))
                .body();
        String contents = post(
                        "/v1beta/models/" + vendor.model() + ":streamGenerateContent?alt=sse", contents(List.of()))
                .body();

        assertThat(arguments(messages, 0)).isEqualTo("{\"at\":\"Paris\"}");
        assertThat(arguments(messages, 1)).isEqualTo("{\"at\":\"Rome\"}");
        assertThat(messages).contains("\"stop_reason\":\"tool_use\"");
        assertThat(data(contents).stream()
                        .flatMap(piece -> parts(json(piece)))
                        .filter(part -> part.has("functionCall"))
                        .map(part -> part.at("/functionCall/args/at").textValue()))
                .containsExactly("Paris", "Rome");
    }

    private static Stream<JsonNode> parts(JsonNode piece) {
        return piece.at("/candidates/0/content/parts").valueStream();
    }

    private static String arguments(String messages, int index) {
        StringBuilder arguments = new StringBuilder();
        for (String data : data(messages)) {
            JsonNode event = json(data);
            if (event.path("index").asInt(-1) == index) {
                arguments.append(event.at("/delta/partial_json").asText(""));
            }
        }
        return arguments.toString();
    }

    /** The provider was shown both calls and both results, each result with its call, and the tool. */
    private static void assertToldEverything(Service service, JsonNode sent) {
        String results = sent.toString();
        assertThat(results).contains("18 C in Paris", "18 C in Rome", "weather");
        List<String> asked = ids(service, sent, true);
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
        assertThat(ids(service, sent, false)).isEqualTo(asked);
    }

    private static List<String> ids(Service service, JsonNode sent, boolean calls) {
        return switch (service) {
            case OPENAI ->
                calls
                        ? sent.at("/messages/1/tool_calls").findValuesAsText("id")
                        : sent.path("messages").findValuesAsText("tool_call_id");
            case ANTHROPIC ->
                calls
                        ? sent.at("/messages/1/content").findValuesAsText("id")
                        : sent.at("/messages/2/content").findValuesAsText("tool_use_id");
            case GEMINI ->
                sent.at(calls ? "/contents/1/parts" : "/contents/2/parts").findValuesAsText("id");
        };
    }

    private static String messages(Vendor vendor, List<JsonNode> more) {
        ObjectNode body = JSON.createObjectNode().put("model", vendor.model()).put("max_tokens", 100);
        body.putArray("tools")
                .addObject()
                .put("name", "weather")
                .put("description", "Tells it")
                .set("input_schema", json(SCHEMA));
        body.putArray("messages")
                .add(turn("user", "content", JSON.getNodeFactory().textNode("Weather?")))
                .addAll(more);
        return body.toString();
    }

    private static String contents(List<JsonNode> more) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("tools")
                .addObject()
                .putArray("functionDeclarations")
                .addObject()
                .put("name", "weather")
                .put("description", "Tells it")
                .set("parameters", json(SCHEMA.replace("object", "OBJECT").replace("string", "STRING")));
        body.putArray("contents")
                .add(turn("user", "parts", json("[{\"text\":\"Weather?\"}]")))
                .addAll(more);
        return body.toString();
    }

    private static JsonNode turn(String role, String name, JsonNode content) {
        return JSON.createObjectNode().put("role", role).set(name, content);
    }

    private static String calls(Service service) {
        return switch (service) {
            case OPENAI -> """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,\
                "message":{"role":"assistant","content":null,"tool_calls":[\
                {"id":"call_a","type":"function","function":{"name":"weather","arguments":"{\\"at\\":\\"Paris\\"}"}},\
                {"id":"call_b","type":"function","function":{"name":"weather","arguments":"{\\"at\\":\\"Rome\\"}"}}]},\
                "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}\
                """;
            case ANTHROPIC -> """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[\
                {"type":"tool_use","id":"toolu_a","name":"weather","input":{"at":"Paris"}},\
                {"type":"tool_use","id":"toolu_b","name":"weather","input":{"at":"Rome"}}],\
                "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":4}}\
                """;
            case GEMINI -> """
                {"candidates":[{"content":{"role":"model","parts":[\
                {"functionCall":{"id":"f1","name":"weather","args":{"at":"Paris"}},"thoughtSignature":"Cp=="},\
                {"functionCall":{"id":"f2","name":"weather","args":{"at":"Rome"}}}]},"finishReason":"STOP","index":0}],\
                "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13}}\
                """;
        };
    }

    private static String streamedCalls(Service service) {
        return switch (service) {
            case OPENAI ->
                openAiChunk("{\"role\":\"assistant\",\"content\":null}", "null")
                        + openAiCall(0, "call_a")
                        + openAiCall(1, "call_b")
                        + openAiArguments(1, "{\\\"at\\\":")
                        + openAiArguments(0, "{\\\"at\\\":\\\"Paris\\\"}")
                        + openAiArguments(1, "\\\"Rome\\\"}")
                        + openAiChunk("{}", "\"tool_calls\"")
                        + "data: [DONE]\n\n";
            case ANTHROPIC -> """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                "model":"claude-sonnet-4-5","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

                """ + anthropicCall(0, "Paris") + anthropicCall(1, "Rome") + """
                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":4}}

                event: message_stop
                data: {"type":"message_stop"}

                """;
            case GEMINI -> "data: " + calls(service) + "\n\n";
        };
    }

    private static String openAiCall(int index, String id) {
        return openAiChunk(
                "{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                        + "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}",
                "null");
    }

    private static String openAiArguments(int index, String arguments) {
        return openAiChunk(
                "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + arguments + "\"}}]}",
                "null");
    }

    private static String openAiChunk(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String anthropicCall(int index, String place) {
        return """
            event: content_block_start
            data: {"type":"content_block_start","index":%d,"content_block":{"type":"tool_use","id":"toolu_%d",\
            "name":"weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":%d,"delta":{"type":"input_json_delta",\
            "partial_json":"{\\"at\\":\\"%s\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":%d}

            """.formatted(index, index, index, place, index);
    }
}
