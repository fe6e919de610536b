package io.caravan.dify;

import static io.caravan.dify.DifyFixture.ask;
import static io.caravan.dify.DifyFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Answers;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamRequest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifyStreamTest {

    private static final String IDS = "\"task_id\":\"t-1\",\"message_id\":\"m-1\",\"conversation_id\":\"c-1\"";
    private static final String END = event(
            "message_end",
            "\"metadata\":{\"usage\":{\"prompt_tokens\":9," + "\"completion_tokens\":4,\"total_tokens\":13}}");
    private static final JsonNode LAST = json("{\"conversation_id\":\"c-1\",\"message_id\":\"m-1\"}");

    private final List<UpstreamRequest> stops = new ArrayList<>();

    private static String event(String kind, String members) {
        return "data: {\"event\":\"" + kind + "\"," + IDS + "," + members + "}\n\n";
    }

    private static String says(String kind, String text) {
        return event(kind, "\"answer\":\"" + text + "\",\"created_at\":1770000000");
    }

    @Test
    void pieces_comeAsTheyAreSaid() {
        assertThat(chunks(says("message", "Hel"), says("message", ""), says("message", "lo"), END))
                .containsExactly(
                        ChatChunk.of(Delta.start()),
                        ChatChunk.of(Delta.content("Hel")),
                        ChatChunk.of(Delta.content("lo")),
                        finish(FinishReason.STOP, LAST),
                        ChatChunk.usage(new Usage(9, 4, 13, 0, 0, 0)));
    }

    @Test
    void head_isThatOfTheMessage() {
        try (ChatStream stream = stream("", says("message", "Hi") + END)) {
            assertThat(stream.head()).isEqualTo(new ChatStream.Head("m-1", 1_770_000_000, "dify/support"));
        }
    }

    @Test
    void headOfAStreamWithoutIds_isMadeUpOnce() {
        try (ChatStream stream = stream("", "data: {\"event\":\"message\",\"answer\":\"Hi\"}\n\n" + END)) {
            ChatStream.Head head = stream.head();

            assertThat(head.id()).startsWith("chatcmpl-");
            assertThat(head.created()).isEqualTo(DifyFixture.NOW);
            assertThat(stream.head()).isEqualTo(head);
        }
    }

    @Test
    void wholeAnswerAfterAnAgentsPieces_isNotSaidAgain() {
        assertThat(text(says("agent_message", "Hel"), says("agent_message", "lo"), says("message", "Hello"), END))
                .isEqualTo("Hello");
    }

    @Test
    void answerThatIsOnlyKnownAtTheEnd_isSaid() {
        assertThat(text(event("agent_thought", "\"id\":\"a\",\"thought\":\"Hm\""), says("message", "Hello"), END))
                .isEqualTo("Hello");
    }

    @Test
    void replacedAnswer_endsFiltered() {
        assertThat(chunks(says("message", "Bad"), says("message_replace", "Sorry."), END))
                .contains(
                        ChatChunk.of(Delta.content("Bad")),
                        finish(
                                FinishReason.CONTENT_FILTER,
                                json("{\"message_replace\":\"Sorry.\",\"conversation_id\":\"c-1\","
                                        + "\"message_id\":\"m-1\"}")))
                .doesNotContain(ChatChunk.of(Delta.content("Sorry.")));
    }

    @Test
    void answerReplacedBeforeItBegan_isTheOther() {
        assertThat(chunks(says("message_replace", "Sorry."), END))
                .contains(ChatChunk.of(Delta.content("Sorry.")), finish(FinishReason.CONTENT_FILTER, LAST));
    }

    @Test
    void replacedAnswerThatIsWaitedFor_isTheOtherAlone() {
        AssistantMessage message = whole(says("message", "Bad"), says("message_replace", "Sorry."), END)
                .choices()
                .getFirst()
                .message();

        assertThat(message.content()).contains("Sorry.");
        assertThat(message.extras()).isEqualTo(Map.of("provider_specific_fields", LAST));
    }

    @Test
    void answerThatIsWaitedFor_isGathered() {
        ChatResponse response = whole(
                event("reasoning_chunk", "\"data\":{\"reasoning\":\"Hm\"},\"created_at\":1770000000"),
                says("message", "Hel"),
                says("message", "lo"),
                event("message_file", "\"id\":\"f-1\",\"type\":\"image\",\"belongs_to\":\"assistant\",\"url\":\"u\""),
                END);

        AssistantMessage message = new AssistantMessage(
                Optional.of("Hello"),
                Optional.empty(),
                Optional.of("Hm"),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", json("""
                    {"files":[{"id":"f-1","type":"image","belongs_to":"assistant","url":"u"}],\
                    "conversation_id":"c-1","message_id":"m-1"}\
                    """)));
        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "m-1",
                        1_770_000_000,
                        "dify/support",
                        List.of(new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty())),
                        Optional.of(new Usage(9, 4, 13, 0, 0, 0)),
                        Map.of()));
    }

    @Test
    void agentsSteps_areThoughtsAndTools() {
        List<ChatChunk> chunks = chunks(
                event("agent_thought", "\"id\":\"a\",\"position\":1,\"thought\":\"\",\"tool\":\"\""),
                event("agent_thought", "\"id\":\"a\",\"thought\":\"Look\",\"tool\":null"),
                event(
                        "agent_thought",
                        "\"id\":\"a\",\"position\":1,\"thought\":\"Look it up\",\"tool\":\"search\","
                                + "\"tool_input\":\"{}\",\"observation\":\"found\",\"message_files\":[]"),
                event("agent_thought", "\"id\":\"a\",\"thought\":\"Look it up\",\"tool\":\"\""),
                event("agent_thought", "\"id\":\"b\",\"thought\":\"Fine\""),
                END);

        assertThat(chunks)
                .containsSubsequence(
                        ChatChunk.of(Delta.reasoning("Look")),
                        ChatChunk.of(Delta.reasoning(" it up")),
                        DifyStream.extra(Map.of("provider_specific_fields", json("""
                            {"agent_thoughts":[{"id":"a","position":1,"tool":"search","tool_input":"{}",\
                            "observation":"found"}]}\
                            """))),
                        ChatChunk.of(Delta.reasoning("Fine")));
        assertThat(chunks).hasSize(7);
    }

    @Test
    void thoughtThatWasSaidAloud_isNotThoughtAgain() {
        assertThat(reasoning(
                        says("agent_message", "It is 5."), event("agent_thought", "\"thought\":\" It is 5.\""), END))
                .isEmpty();
        assertThat(reasoning(
                        event("agent_thought", "\"id\":\"a\",\"thought\":\"One\""),
                        event("agent_thought", "\"id\":\"a\",\"thought\":\"Two\""),
                        END))
                .isEqualTo("OneTwo");
    }

    @Test
    void reasoning_isToldOnce() {
        String late = event("message_end", "\"metadata\":{\"reasoning\":{\"n1\":\"Hm\",\"n2\":\"\",\"n3\":\"So\"}}");

        assertThat(reasoning(says("message", "Hi"), late)).isEqualTo("Hm\nSo");
        assertThat(reasoning(
                        event("reasoning_chunk", "\"data\":{\"reasoning\":\"Hm\",\"is_final\":false}"),
                        event("reasoning_chunk", "\"data\":{\"reasoning\":\"\",\"is_final\":true}"),
                        late))
                .isEqualTo("Hm");
    }

    @Test
    void sources_comeWithTheEnd() {
        String end = event(
                "message_end",
                "\"metadata\":{\"retriever_resources\":[{\"position\":1}]},\"files\":[{\"filename\":\"a.csv\"}]");

        assertThat(chunks(says("message", "Hi"), end).getLast()).isEqualTo(finish(FinishReason.STOP, json("""
            {"conversation_id":"c-1","message_id":"m-1","retriever_resources":[{"position":1}],\
            "files":[{"filename":"a.csv"}]}\
            """)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workflow_started",
                "node_started",
                "node_finished",
                "iteration_next",
                "loop_started",
                "agent_log",
                "tts_message",
                "tts_message_end",
                "ping",
                "something_new",
                ""
            })
    void otherEvents_changeNothing(String kind) {
        String other = event(kind, "\"data\":{\"status\":\"failed\",\"answer\":\"x\"},\"answer\":\"x\"");

        assertThat(text(other, says("message", "Hi"), other, "event: ping\n\n", "data: [DONE]\n\n", END))
                .isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "partial-succeeded", "stopped"})
    void workflowThatEndsWell_changesNothing(String status) {
        String finished = event("workflow_finished", "\"data\":{\"status\":\"" + status + "\"}");

        assertThat(text(says("message", "Hi"), finished, END)).isEqualTo("Hi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"status":"failed","error":"node x failed"} | SERVER_ERROR | dify: node x failed
        {"status":"failed","error":"prompt is too long"} | CONTEXT_WINDOW | dify: prompt is too long
        {"status":"failed","error":null} | SERVER_ERROR | dify: the app's workflow failed
        """)
    void workflowThatFails_isAFailure(String data, ErrorCode code, String message) {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> chunks(event("workflow_finished", "\"data\":" + data)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow_paused", "human_input_required"})
    void appThatWaitsForAPerson_ends(String kind) {
        List<ChatChunk> chunks = chunks(says("message", "Hi"), event(kind, "\"data\":{\"form\":1}"));

        assertThat(chunks.getLast()).isEqualTo(finish(FinishReason.STOP, json("""
            {"%s":{"form":1},"conversation_id":"c-1","message_id":"m-1"}\
            """.formatted(kind))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"event\":", "[]", "null", "\"text\""})
    void eventThatMakesNoSense_isAFailure(String data) {
        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> chunks("data: " + data + "\n\n", END));

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
    }

    @Test
    void streamThatIsLeft_isStopped() {
        stream(",\"user\":\"u-7\"", says("message", "Hi") + says("message", "Ho") + END)
                .close();

        assertThat(stops).hasSize(1);
        assertThat(stops.getFirst().path()).isEqualTo("/chat-messages/t-1/stop");
        assertThat(stops.getFirst().headers()).isEqualTo(Map.of("Authorization", "Bearer app-canary"));
        assertThat(new String(stops.getFirst().body(), UTF_8)).isEqualTo("{\"user\":\"u-7\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a?b", "ä"})
    void streamOfATaskThatHasNoName_isNotStopped(String task) {
        stream("", "data: {\"event\":\"message\",\"task_id\":\"" + task + "\",\"answer\":\"Hi\"}\n\n")
                .close();

        assertThat(stops).isEmpty();
    }

    @Test
    void streamThatEndedOrFailed_isNotStopped() {
        chunks(says("message", "Hi"), END);
        String error = event("error", "\"status\":500,\"message\":\"x\"");
        assertThatThrownBy(() -> chunks(says("message", "Hi"), error)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> chunks(says("message", "Hi"))).isInstanceOf(GatewayException.class);

        assertThat(stops).isEmpty();
    }

    private static ChatChunk finish(FinishReason reason, JsonNode fields) {
        Delta delta = new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", fields));
        return ChatChunk.of(new ChatChunk.Choice(0, delta, Optional.of(reason), Optional.empty()));
    }

    private String text(String... events) {
        return deltas(events).flatMap(delta -> delta.content().stream()).reduce("", String::concat);
    }

    private String reasoning(String... events) {
        return deltas(events).flatMap(delta -> delta.reasoning().stream()).reduce("", String::concat);
    }

    private Stream<Delta> deltas(String... events) {
        return chunks(events).stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(ChatChunk.Choice::delta);
    }

    private List<ChatChunk> chunks(String... events) {
        List<ChatChunk> chunks = new ArrayList<>();
        try (ChatStream stream = stream("", String.join("", events))) {
            for (var chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                chunks.add(chunk.get());
            }
        }
        return chunks;
    }

    private ChatStream stream(String members, String events) {
        return (ChatStream) DifyFixture.TRANSFORMER.answer(upstream(",\"stream\":true" + members, events));
    }

    private ChatResponse whole(String... events) {
        return (ChatResponse) DifyFixture.TRANSFORMER.answer(upstream("", String.join("", events)));
    }

    private UpstreamAnswer upstream(String members, String events) {
        return new UpstreamAnswer(
                ask(members),
                200,
                Map.of("content-type", "text/event-stream; charset=utf-8"),
                new ByteArrayInputStream(events.getBytes(UTF_8)),
                new Answers(DifyFixture.JSON, 100_000, stops::add));
    }
}
