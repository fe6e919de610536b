package io.caravan.provider;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.call.Call;
import io.caravan.call.CancelReason;
import io.caravan.call.Timeouts;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The one contract of all dialects: text, streams, tools, images, schemas, parameters, failures. A dialect tells how
 * each sample looks on its wire, and what it cannot do, which it then has to refuse or to report.
 */
public abstract class TransformerContract extends AnswerContract {

    /** What the samples of a whole answer and a stream call. */
    protected record Called(String id, String name, String arguments) {}

    private static final Called WEATHER = new Called("call_a1", "get_weather", "{\"city\":\"Zürich\"}");
    private static final Called TIME = new Called("call_b2", "get_time", "{\"zone\":\"CET\",\"precise\":true}");
    private static final Called NEWS = new Called("call_c3", "get_news", "{}");
    private static final String FUNCTIONS = "\"functions\":[{\"name\":\"get_weather\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}},"
            + "{\"name\":\"get_time\"}],\"function_call\":\"auto\"";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final Timeouts LONG =
            new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** How many functions one answer of the dialect can call: 0 if it knows no tools, 1, or more. */
    protected int mostCalls() {
        return 2;
    }

    /** Whether a user's turn may hold a picture. */
    protected boolean seesImages() {
        return true;
    }

    /** Whether an answer can be held to a schema. */
    protected boolean holdsToSchemas() {
        return true;
    }

    /** Whether members that the gateway does not know reach the provider. */
    protected boolean passesUnknownMembers() {
        return false;
    }

    /** The JSON of a whole answer that calls these functions and says nothing else. */
    protected abstract String answerCalling(List<Called> calls);

    /** A whole stream that calls these functions and says nothing else, arguments in pieces if the dialect has them. */
    protected abstract String streamCalling(List<Called> calls);

    /** The names of the functions that a request declares. */
    protected abstract List<String> declaredIn(JsonNode body);

    /** The texts of the results that a request gives back, in order. */
    protected abstract List<String> resultsIn(JsonNode body);

    /** The base64 of the pictures in a request, in order. */
    protected abstract List<String> imagesIn(JsonNode body);

    @TestFactory
    Stream<DynamicTest> calls_wholeAndStreamed_areTheSame() {
        return Stream.of(List.of(WEATHER), List.of(NEWS), List.of(WEATHER, TIME), List.of(NEWS, WEATHER, TIME))
                .filter(calls -> calls.size() <= mostCalls())
                .map(calls -> dynamicTest(calls.size() + " " + calls.getFirst().name(), () -> assertCalled(calls)));
    }

    @Test
    void tools_reachTheProviderOrAreRefused() {
        String request = withTools("[" + user("\"Hello\"") + "]");
        if (mostCalls() > 0) {
            assertThat(declaredIn(body(request))).containsExactly("get_weather", "get_time");
        } else {
            assertRefused(request, "tools");
        }
    }

    @Test
    void oldFunctions_areUnderstoodOrRefused() {
        String request = "{\"messages\":[" + user("\"Hello\"") + "]," + FUNCTIONS + "}";
        if (mostCalls() == 0) {
            assertRefused(request, "functions");
        } else if (passesUnknownMembers()) {
            assertThat(body(request).path("functions").findValuesAsText("name"))
                    .containsExactly("get_weather", "get_time");
        } else {
            UpstreamRequest upstream = upstreamRequest(request);
            assertThat(declaredIn(parsed(upstream))).containsExactly("get_weather", "get_time");
            assertThat(upstream.dropped()).isEmpty();
        }
    }

    @Test
    void oldFunctionsInHistory_areUnderstoodOrRefused() {
        String request = "{\"messages\":[" + user("\"Hello\"")
                + ",{\"role\":\"assistant\",\"content\":null,\"function_call\":{\"name\":\"get_time\",\"arguments\":\"\"}}"
                + ",{\"role\":\"function\",\"name\":\"get_time\",\"content\":\"noon\"}]}";
        if (mostCalls() == 0) {
            assertRefused(request, "messages.1.function_call");
        } else if (!passesUnknownMembers()) {
            assertThat(resultsIn(body(request))).containsExactly("noon");
        }
    }

    @Test
    void callOfAnOldFunction_wholeAndStreamed_isInTheOldForm() {
        if (mostCalls() == 0 || passesUnknownMembers()) {
            return;
        }
        RoutedRequest routed = routed("{\"messages\":[" + user("\"Hello\"") + "]," + FUNCTIONS + "}");
        ChatResponse.Choice whole = transformer()
                .response(routed, parsed(answerCalling(List.of(WEATHER))))
                .choices()
                .getFirst();
        ChatResponse.Choice streamed = gathered(routed, streamCalling(List.of(WEATHER)));

        for (ChatResponse.Choice choice : List.of(whole, streamed)) {
            assertThat(choice.finishReason()).contains(FinishReason.FUNCTION_CALL);
            assertThat(choice.message().toolCalls()).isEmpty();
            JsonNode call = JSON.valueToTree(choice.message().extras()).path("function_call");
            assertThat(call.path("name").asText()
                            + parsed(call.path("arguments").asText()))
                    .isEqualTo(signature(WEATHER));
        }
    }

    private ChatResponse.Choice gathered(RoutedRequest routed, String events) {
        UpstreamAnswer answer = new UpstreamAnswer(
                routed,
                200,
                Map.of("content-type", "text/event-stream"),
                byteByByte(events),
                new Answers(JSON, 100_000));
        return ((ChatResponse) transformer().answer(answer)).choices().getFirst();
    }

    @TestFactory
    Stream<DynamicTest> results_afterTheirCalls_reachTheProvider() {
        return Stream.of(Map.of(WEATHER, "18 C"), Map.of(WEATHER, "18 C", TIME, "noon"))
                .filter(results -> results.size() <= mostCalls())
                .map(results -> dynamicTest("results " + results.size(), () -> assertGivenBack(results)));
    }

    @Test
    void image_asDataUrl_reachesTheProviderOrIsRefused() {
        String picture = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + PIXEL + "\"}}";
        String request =
                "{\"messages\":[" + user("[{\"type\":\"text\",\"text\":\"What is it?\"}," + picture + "]") + "]}";
        if (seesImages()) {
            assertThat(imagesIn(body(request))).containsExactly(PIXEL);
        } else {
            assertRefused(request, "messages.0.content.1");
        }
    }

    @Test
    void schema_ofTheAnswer_reachesTheProviderOrIsReported() {
        String request = "{\"messages\":[" + user("\"Hello\"") + "],\"response_format\":{\"type\":\"json_schema\","
                + "\"json_schema\":{\"name\":\"person\",\"schema\":{\"type\":\"object\",\"properties\":"
                + "{\"birthplace\":{\"type\":\"string\"}},\"required\":[\"birthplace\"],"
                + "\"additionalProperties\":false}}}}";
        UpstreamRequest upstream = upstreamRequest(request);
        if (holdsToSchemas()) {
            assertThat(parsed(upstream).toString()).contains("birthplace");
            assertThat(upstream.dropped()).isEmpty();
        } else {
            assertThat(upstream.dropped()).containsExactly("response_format");
        }
    }

    @Test
    void unknownMember_reachesTheProviderOrIsReported() {
        String request = "{\"messages\":[" + user("\"Hello\"") + "],\"x_house_style\":{\"deep\":[1]}}";
        UpstreamRequest upstream = upstreamRequest(request);
        if (passesUnknownMembers()) {
            assertThat(parsed(upstream).at("/x_house_style/deep/0").asInt()).isEqualTo(1);
            assertThat(upstream.dropped()).isEmpty();
        } else {
            assertThat(parsed(upstream).toString()).doesNotContain("x_house_style");
            assertThat(upstream.dropped()).containsExactly("x_house_style");
        }
    }

    @Test
    void stream_thatFallsSilent_isATimeout() {
        Call call = new Call("req_1", LONG);
        InputStream stalls = new SequenceInputStream(
                byteByByte(streamBeginning("Hello", "")), new StalledInput(call, CancelReason.IDLE_TIMEOUT));
        GatewayException failure = ScopedValue.where(Call.CURRENT, call)
                .call(() -> catchThrowableOfType(GatewayException.class, () -> {
                    try (ChatStream stream = (ChatStream) transformer()
                            .answer(upstream(200, Map.of("content-type", "text/event-stream"), stalls, true))) {
                        Heard.all(stream);
                    }
                }));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo(provider());
    }

    private void assertGivenBack(Map<Called, String> texts) {
        List<Called> calls = Stream.of(WEATHER, TIME).filter(texts::containsKey).toList();
        String asked = calls.stream().map(TransformerContract::wire).collect(joining(","));
        String given = calls.stream()
                .map(call -> result(call, texts.getOrDefault(call, "")))
                .collect(joining(","));
        JsonNode body = body(withTools("[" + user("\"Hello\"") + ",{\"role\":\"assistant\",\"content\":null,"
                + "\"tool_calls\":[" + asked + "]}," + given + "]"));
        assertThat(resultsIn(body)).isEqualTo(calls.stream().map(texts::get).toList());
    }

    private void assertCalled(List<Called> calls) {
        ChatResponse.Choice whole = response(answerCalling(calls)).choices().getFirst();
        Accumulated streamed;
        try (ChatStream stream = stream(streamCalling(calls))) {
            streamed = Accumulated.of(stream);
        }
        assertThat(signatures(whole.message()))
                .isEqualTo(calls.stream().map(TransformerContract::signature).toList());
        assertThat(streamed.calls().stream().map(TransformerContract::signature).toList())
                .isEqualTo(signatures(whole.message()));
        assertThat(whole.finishReason()).contains(FinishReason.TOOL_CALLS);
        assertThat(streamed.finish()).contains(FinishReason.TOOL_CALLS);
        assertThat(streamed.calls().stream().map(ToolCall::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> !id.isBlank());
        assertThat(whole.message().toolCalls().stream().map(ToolCall::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> !id.isBlank());
    }

    private static List<String> signatures(AssistantMessage message) {
        return message.toolCalls().stream().map(TransformerContract::signature).toList();
    }

    private static String signature(ToolCall call) {
        return call.name() + parsed(call.arguments());
    }

    private static String signature(Called call) {
        return call.name() + parsed(call.arguments());
    }

    private void assertRefused(String request, String path) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> upstreamRequest(request));
        assertThat(failure.code().status()).isEqualTo(400);
        assertThat(failure.fields()).extracting(FieldError::path).containsExactly(path);
    }

    private static String withTools(String messages) {
        String parameters = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
        return "{\"messages\":" + messages + ",\"tools\":[" + tool("get_weather", parameters) + ","
                + tool("get_time", parameters) + "]}";
    }

    private static String tool(String name, String parameters) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"parameters\":" + parameters + "}}";
    }

    private static String user(String content) {
        return "{\"role\":\"user\",\"content\":" + content + "}";
    }

    private static String wire(Called call) {
        return JSON.createObjectNode()
                .put("id", call.id())
                .put("type", "function")
                .set(
                        "function",
                        JSON.createObjectNode().put("name", call.name()).put("arguments", call.arguments()))
                .toString();
    }

    private static String result(Called call, String text) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + call.id() + "\",\"content\":\"" + text + "\"}";
    }

    private JsonNode body(String request) {
        return parsed(upstreamRequest(request));
    }

    private UpstreamRequest upstreamRequest(String request) {
        return transformer().request(routed(request));
    }

    private RoutedRequest routed(String request) {
        ObjectNode body = ((ObjectNode) parsed(request)).put("model", provider() + "/" + model());
        return new RoutedRequest(ChatRequestReader.read(body), configured(), model());
    }

    private static JsonNode parsed(UpstreamRequest request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Input that never comes, until its call is broken off. */
    private static final class StalledInput extends InputStream {

        private final Call call;
        private final CancelReason reason;

        StalledInput(Call call, CancelReason reason) {
            this.call = call;
            this.reason = reason;
        }

        @Override
        public int read() throws IOException {
            call.cancel(reason);
            throw new IOException("closed");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
