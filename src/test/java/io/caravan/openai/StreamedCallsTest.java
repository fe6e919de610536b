package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedCallsTest {

    private final Wire openai = Wire.to("openai");
    private final Listener listener = new Listener(openai.transformer().stream(openai.routed()));

    @Test
    void openAisTranscript_isTwoCalls() {
        listener.hearDeltas("""
            {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]}\
            """, """
            {"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]}\
            """, """
            {"tool_calls":[{"index":0,"function":{"arguments":"\\"Paris\\"}"}}]}\
            """, """
            {"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":""}}]}\
            """, """
            {"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[call_a get_weather{\"city\":\"Paris\"}, call_b get_time{}]");
        assertThat(listener.finishes).containsExactly(FinishReason.TOOL_CALLS);
    }

    @Test
    void parallelCalls_whosePiecesInterleave_areToldApartByIndex() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}},
                           {"index":1,"id":"b","function":{"name":"g","arguments":""}}]}\
            """, """
            {"tool_calls":[{"index":1,"function":{"arguments":"{\\"y\\":"}},
                           {"index":0,"function":{"arguments":"{\\"x\\":"}}]}\
            """, """
            {"tool_calls":[{"index":0,"function":{"arguments":"1}"}},
                           {"index":1,"function":{"arguments":"2}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{\"x\":1}, b g{\"y\":2}]");
    }

    @Test
    void emptyIdsAndNames_inLaterPieces_areNone() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}\
            """, """
            {"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"{\\"x\\""}}]}\
            """, """
            {"tool_calls":[{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":":1}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{\"x\":1}]");
    }

    @Test
    void idAndName_inEveryPiece_areGivenOnce() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}\
            """, """
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{}]");
    }

    @Test
    void anotherIdInEveryPiece_isStillOneCall() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}\
            """, """
            {"tool_calls":[{"index":0,"id":"b","function":{"arguments":"}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{}]");
    }

    @Test
    void name_thatComesLate_isWaitedFor() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{\\"x\\""}}]}\
            """, """
            {"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]}\
            """, """
            {"tool_calls":[{"index":0,"function":{"name":"f","arguments":":1}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[b g{}, a f{\"x\":1}]");
    }

    @Test
    void name_thatNeverComes_isEmpty() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{\\"x\\":1}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a {\"x\":1}]");
    }

    @Test
    void wholeCalls_thatAllHaveTheSameIndex_areToldApartByIdAndName() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}]}\
            """, """
            {"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{\\"x\\":2}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{\"x\":1}, b f{\"x\":2}]");
    }

    @Test
    void missingIndex_isTheOrderOfFirstAppearance() {
        listener.hearDeltas("""
            {"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}\
            """, """
            {"tool_calls":[{"function":{"arguments":"\\"x\\":1}"}}]}\
            """, """
            {"tool_calls":[{"id":"b","function":{"name":"g","arguments":"{"}}]}\
            """, """
            {"tool_calls":[{"id":"b","function":{"arguments":"}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{\"x\":1}, b g{}]");
    }

    @Test
    void indexes_thatDoNotBeginAtZero_doNow() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":1,"id":"a","function":{"name":"f","arguments":"{}"}}]}\
            """, """
            {"tool_calls":[{"index":3,"id":"b","function":{"name":"g","arguments":"{}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{}, b g{}]");
    }

    @Test
    void callWithoutId_getsOne() {
        listener.hearDeltas("""
            {"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"g","arguments":"{}"}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasSize(2);
        assertThat(listener.calls.getFirst().id).startsWith("call_").isNotEqualTo(listener.calls.get(1).id);
    }

    @Test
    void argumentsAsAnObject_areItsText() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{"x":[1,null]}}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{\"x\":[1,null]}]");
    }

    @Test
    void callWithoutArguments_endsWithAnEmptyObject() {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}\
            """, """
            {"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":null}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.calls).hasToString("[a f{}, b g{}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "function_call"})
    void otherEndAfterCalls_isToolCalls(String finish) {
        listener.hearDeltas("""
            {"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}\
            """).hearEnd(finish);
        assertThat(listener.finishes).containsExactly(FinishReason.TOOL_CALLS);
    }

    @Test
    void textBeforeCalls_isKept() {
        listener.hearDeltas("{\"content\":\"Let me see.\"}", """
            {"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{}","x":1},
              "extra_content":{"google":{"thought_signature":"s"}}}]}\
            """).hearEnd("tool_calls");
        assertThat(listener.content).hasToString("Let me see.");
        assertThat(listener.chunks
                        .get(1)
                        .choices()
                        .getFirst()
                        .delta()
                        .toolCalls()
                        .getFirst()
                        .extras())
                .containsOnlyKeys("extra_content");
    }
}
