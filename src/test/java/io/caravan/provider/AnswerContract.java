package io.caravan.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Role;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every dialect is asked about answers, in its own wire format: the same questions have the same answers. */
abstract class AnswerContract {

    protected static final ObjectMapper JSON = new JsonMapper();
    protected static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    protected static final String KEY = "canary-0123456789";

    private static final String TEXT = "Grüße, \"世界\" 🌍\n";
    private static final String REASONING = "Hm…";

    /** The usage that every sample tells. */
    protected static final Usage USAGE = new Usage(9, 4, 13, 0, 0, 0);

    protected abstract Transformer transformer();

    /** The id of the provider that the samples come from. */
    protected abstract String provider();

    protected abstract String model();

    /**
     * The JSON of a whole answer with {@link #USAGE}.
     *
     * @param reasoning empty for none
     * @param finish the provider's word for the end
     */
    protected abstract String answer(String text, String reasoning, String finish);

    /** The first events of a stream, up to the end of the text. */
    protected abstract String streamBeginning(String text, String reasoning);

    /** The last events of a stream, with {@link #USAGE}. */
    protected abstract String streamEnd(String finish);

    /** An event that tells that the provider is overloaded. */
    protected abstract String errorEvent();

    /** The body with which the provider answers an HTTP status. */
    protected abstract String errorBody(int status, String message);

    /** The provider's words for the end, at least one for each reason that it has. */
    protected abstract Map<String, FinishReason> finishWords();

    /** The provider's wording when a prompt is too long, under status 400. */
    protected abstract String contextMessage();

    /** The provider's wording when a prompt offends, under status 400. */
    protected abstract String policyMessage();

    @Test
    void text_wholeAndStreamed_isTheSame() {
        Heard whole = whole(answer(TEXT, "", stop()));
        Heard streamed = streamed(streamBeginning(TEXT, "") + streamEnd(stop()));
        assertThat(whole).isEqualTo(new Heard(TEXT, "", Optional.of(FinishReason.STOP), Optional.of(USAGE)));
        assertThat(streamed).isEqualTo(whole);
    }

    @Test
    void reasoning_wholeAndStreamed_staysOutOfTheText() {
        Heard whole = whole(answer(TEXT, REASONING, stop()));
        Heard streamed = streamed(streamBeginning(TEXT, REASONING) + streamEnd(stop()));
        assertThat(whole).isEqualTo(new Heard(TEXT, REASONING, Optional.of(FinishReason.STOP), Optional.of(USAGE)));
        assertThat(streamed).isEqualTo(whole);
    }

    @Test
    void stream_begins_withTheRoleAlone() {
        try (ChatStream stream = stream(streamBeginning(TEXT, "") + streamEnd(stop()))) {
            var first = stream.next().orElseThrow().choices().getFirst().delta();
            assertThat(first.role()).contains(Role.ASSISTANT);
            assertThat(first.content()).contains("");
        }
    }

    @Test
    void stream_head_staysTheSame() {
        try (ChatStream stream = stream(streamBeginning(TEXT, "") + streamEnd(stop()))) {
            ChatStream.Head first = stream.head();
            Heard.all(stream);
            assertThat(stream.head()).isEqualTo(first);
            assertThat(first.id()).isNotBlank();
            assertThat(first.model()).isNotBlank();
            assertThat(first.created()).isPositive();
        }
    }

    @TestFactory
    Stream<DynamicTest> finishReason_wholeAndStreamed_isOpenAis() {
        return finishWords().entrySet().stream()
                .map(word -> dynamicTest(word.getKey(), () -> {
                    assertThat(whole(answer(TEXT, "", word.getKey())).finish()).contains(word.getValue());
                    assertThat(streamed(streamBeginning(TEXT, "") + streamEnd(word.getKey()))
                                    .finish())
                            .contains(word.getValue());
                }));
    }

    @TestFactory
    Stream<DynamicTest> errorStatus_isTheSameKindEverywhere() {
        return Stream.of(
                        Map.entry(400, ErrorCode.BAD_REQUEST),
                        Map.entry(401, ErrorCode.AUTHENTICATION),
                        Map.entry(403, ErrorCode.PERMISSION),
                        Map.entry(404, ErrorCode.NOT_FOUND),
                        Map.entry(408, ErrorCode.TIMEOUT),
                        Map.entry(413, ErrorCode.TOO_LARGE),
                        Map.entry(429, ErrorCode.RATE_LIMIT),
                        Map.entry(500, ErrorCode.SERVER_ERROR),
                        Map.entry(503, ErrorCode.UNAVAILABLE),
                        Map.entry(529, ErrorCode.UNAVAILABLE))
                .map(row -> dynamicTest(String.valueOf(row.getKey()), () -> {
                    GatewayException failure = failure(row.getKey(), errorBody(row.getKey(), "It did not work."));
                    assertThat(failure.code()).isEqualTo(row.getValue());
                    assertThat(failure).hasMessageContaining("It did not work.");
                    assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(row.getKey());
                    assertThat(failure.origin().orElseThrow().provider()).isEqualTo(provider());
                }));
    }

    @TestFactory
    Stream<DynamicTest> errorBody_thatSaysNothing_isToldByItsStatus() {
        return Stream.of("", "<html><body><h1>502 Bad Gateway</h1></body></html>", "{}", "null", "{\"err", "[]", "\"\"")
                .map(body -> dynamicTest("body " + body, () -> {
                    GatewayException failure = failure(502, body);
                    assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_ERROR);
                    assertThat(failure.getMessage()).contains(provider()).doesNotContain("<", "null");
                }));
    }

    @Test
    void contextMessage_isAContextFailure() {
        assertThat(failure(400, errorBody(400, contextMessage())).code()).isEqualTo(ErrorCode.CONTEXT_WINDOW);
    }

    @Test
    void policyMessage_isAPolicyFailure() {
        assertThat(failure(400, errorBody(400, policyMessage())).code()).isEqualTo(ErrorCode.CONTENT_POLICY);
    }

    @Test
    void retryAfter_inSecondsOrAsDate_isKept() {
        String body = errorBody(429, "Slow down.");
        GatewayException seconds = failure(429, Map.of("retry-after", "7"), body);
        GatewayException date = failure(429, Map.of("retry-after", "Sun, 01 Mar 2026 12:00:30 GMT"), body);
        assertThat(seconds.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(date.retryAfter()).contains(Duration.ofSeconds(30));
    }

    @Test
    void errorMessage_withTheKeyInIt_hidesTheKey() {
        GatewayException failure = failure(401, errorBody(401, "The key " + KEY + " is wrong."));
        assertThat(failure.getMessage()).doesNotContain(KEY).contains("is wrong");
    }

    @TestFactory
    Stream<DynamicTest> success_thatIsNoAnswer_isAFailure() {
        return Stream.of("{}", "[]", "\"hello\"", "null", "42", "<html>", "", "{\"choices\":")
                .map(body -> dynamicTest("body " + body, () -> {
                    GatewayException failure = catchThrowableOfType(GatewayException.class, () -> whole(body));
                    assertThat(failure).isNotNull();
                    assertThat(failure.code().upstream()).isTrue();
                }));
    }

    @Test
    void error_insideASuccess_isAFailure() {
        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> whole(errorBody(503, "It did not work.")));
        assertThat(failure).hasMessageContaining("It did not work.");
        assertThat(failure.code().upstream()).isTrue();
    }

    @Test
    void errorEvent_first_failsBeforeTheStream() {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> stream(errorEvent()));
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void errorEvent_later_failsInTheStream() {
        try (ChatStream stream = stream(streamBeginning(TEXT, "") + errorEvent())) {
            GatewayException failure = catchThrowableOfType(GatewayException.class, () -> Heard.all(stream));
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void stream_cutInTheMiddle_isNoEnd() {
        try (ChatStream stream = stream(streamBeginning(TEXT, ""))) {
            GatewayException failure = catchThrowableOfType(GatewayException.class, () -> Heard.all(stream));
            assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION);
        }
    }

    @Test
    void stream_cutBeforeItsBeginning_isAFailure() {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> stream(""));
        assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION);
    }

    @Test
    void event_thatIsNotJson_isAFailure() {
        try (ChatStream stream = stream(streamBeginning(TEXT, "") + "data: {\"broken\n\n" + streamEnd(stop()))) {
            GatewayException failure = catchThrowableOfType(GatewayException.class, () -> Heard.all(stream));
            assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        }
    }

    /** The provider with its key, at an address that nothing listens to. */
    protected final Provider configured() {
        return new Provider(
                provider(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(KEY),
                false,
                "http://upstream.invalid/v1",
                quirks());
    }

    protected Quirks quirks() {
        return Quirks.NONE;
    }

    private String stop() {
        return finishWords().entrySet().stream()
                .filter(word -> word.getValue() == FinishReason.STOP)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private Heard whole(String body) {
        return Heard.of(response(body));
    }

    final ChatResponse response(String body) {
        return (ChatResponse)
                transformer().answer(upstream(200, Map.of("content-type", "application/json"), body, false));
    }

    private Heard streamed(String events) {
        try (ChatStream stream = stream(events)) {
            return Heard.all(stream);
        }
    }

    final ChatStream stream(String events) {
        return (ChatStream)
                transformer().answer(upstream(200, Map.of("content-type", "text/event-stream"), events, true));
    }

    private GatewayException failure(int status, String body) {
        return failure(status, Map.of(), body);
    }

    private GatewayException failure(int status, Map<String, String> headers, String body) {
        return catchThrowableOfType(
                GatewayException.class, () -> transformer().answer(upstream(status, headers, body, false)));
    }

    private UpstreamAnswer upstream(int status, Map<String, String> headers, String body, boolean stream) {
        return upstream(status, headers, byteByByte(body), stream);
    }

    final UpstreamAnswer upstream(int status, Map<String, String> headers, InputStream body, boolean stream) {
        RoutedRequest routed = new RoutedRequest(request(stream), configured(), model());
        return new UpstreamAnswer(routed, status, headers, body, new Answers(JSON, 1_000_000));
    }

    private ChatRequest request(boolean stream) {
        ObjectNode body =
                JSON.createObjectNode().put("model", provider() + "/" + model()).put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hello");
        return ChatRequestReader.read(body);
    }

    static InputStream byteByByte(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };
    }
}
