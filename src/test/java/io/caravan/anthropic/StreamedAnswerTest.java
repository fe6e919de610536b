package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest extends StreamFixture {

    @Test
    void answerTool_thatIsCalled_isTheContent() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, blockStart(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"json_tool_call\",\"input\":{}}"));
        accept(delta(0, "input_json_delta", "partial_json", ""));
        accept(delta(0, "input_json_delta", "partial_json", "{\"a\": "));
        assertThat(content()).isEqualTo("{\"a\": ");

        accept(delta(0, "input_json_delta", "partial_json", "1}"), blockStop(0), end("tool_use"), STOP);
        assertThat(deltas()).containsExactly(Delta.content("{\"a\": "), Delta.content("1}"));
        assertThat(chunks).contains(finish(FinishReason.STOP, "tool_use"));
    }

    @Test
    void answerTool_withItsInputInTheStart_isTheContent() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{\"a\":1}}"),
                blockStop(0));

        assertThat(content()).isEqualTo("{\"a\":1}");
    }

    @Test
    void answerTool_withoutInput_isAnEmptyObject() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"), blockStop(0));

        assertThat(content()).isEqualTo("{}");
    }

    @Test
    void answerTool_withWrappedInput_givesWhatIsInside() {
        asked(routed("claude-3-haiku-20240307", """
            "response_format": {"type": "json_schema", "json_schema": {"name": "l", "schema": {"type": "array"}}}
            """));

        accept(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"),
                delta(0, "input_json_delta", "partial_json", "{\"values\":[{\"a\":1}"),
                delta(0, "input_json_delta", "partial_json", ",2]}"),
                blockStop(0));

        assertThat(content()).isEqualTo("[{\"a\":1},2]");
    }

    @Test
    void text_beforeAnAnswerToolThatIsLeftToTheModel_isDropped() {
        asked(routed("claude-sonnet-4-5", ANY_OBJECT + ", \"reasoning_effort\": \"low\""));

        accept(
                START,
                text("Here you are:"),
                blockStart(1, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{}}"),
                delta(1, "input_json_delta", "partial_json", "{\"a\":1}"),
                blockStop(1),
                blockStart(2, "{\"type\":\"tool_use\",\"name\":\"json_tool_call\",\"input\":{\"again\":1}}"),
                blockStop(2),
                end("tool_use"),
                STOP);

        assertThat(content()).isEqualTo("{\"a\":1}");
        assertThat(finishes()).containsExactly(FinishReason.STOP);
    }

    @Test
    void text_insteadOfAnAnswerToolThatIsLeftToTheModel_isTheContent() {
        asked(routed("claude-sonnet-4-5", ANY_OBJECT + ", \"reasoning_effort\": \"low\""));

        accept(START, text("{\"a\""), text(":1}"), end("end_turn"), STOP);

        assertThat(content()).isEqualTo("{\"a\":1}");
        assertThat(chunks).element(1).isEqualTo(finish(FinishReason.STOP, "end_turn"));
    }

    @Test
    void text_whereTheAnswerToolIsForced_isPassedOnAtOnce() {
        asked(routed("claude-3-haiku-20240307", ANY_OBJECT));

        accept(START, text("{"));

        assertThat(content()).isEqualTo("{");
    }
}
