package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.body;
import static io.caravan.ernie.ErnieFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

    private static final String CALL_A =
            "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"get_time\",\"arguments\":\"{}\"}}";
    private static final String CALL_B =
            "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"get_day\",\"arguments\":\"{\\\"x\\\":1}\"}}";
    private static final String ASSISTANT_A = """
        {"role":"assistant","content":null,"function_call":{"name":"get_time","arguments":"{}"}}\
        """;
    private static final String ASSISTANT_B = """
        {"role":"assistant","content":null,"function_call":{"name":"get_day","arguments":"{\\"x\\":1}"}}\
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        user One, assistant Two, user Three           | user One, assistant Two, user Three
        user One, user Two                            | user One/Two
        user One, assistant Two, assistant Three, user Four | user One, assistant Two/Three, user Four
        assistant One, user Two                       | user Continue., assistant One, user Two
        user One, assistant Two                       | user One, assistant Two, user Continue.
        assistant One                                 | user Continue., assistant One, user Continue.
        user One, assistant , user Two                | user One/Two
        """)
    void turns_alternateAndAreOdd(String asked, String sent) {
        assertThat(messages(turns(asked))).isEqualTo(json(turns(sent).replace("/", "\\n\\n")));
    }

    /** Roles with what they say, as JSON. */
    private static String turns(String words) {
        StringBuilder turns = new StringBuilder();
        for (String turn : words.split(", ", -1)) {
            int space = turn.indexOf(' ');
            turns.append(turns.isEmpty() ? "" : ",")
                    .append("{\"role\":\"")
                    .append(turn, 0, space)
                    .append("\",\"content\":\"")
                    .append(turn.substring(space + 1).strip())
                    .append("\"}");
        }
        return "[" + turns + "]";
    }

    @Test
    void instructions_areApartWhereverTheyStand() {
        JsonNode body = body(ask("""
            [{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
             {"role":"developer","content":[{"type":"text","text":"Be "},{"type":"text","text":"kind."}]},
             {"role":"system","content":" "}]\
            """, ""));

        assertThat(body).isEqualTo(json("""
            {"system":"Be brief.\\n\\nBe kind.","messages":[{"role":"user","content":"Hi"}]}\
            """));
    }

    @Test
    void instructionsAlone_areAsked() {
        assertThat(body(ask("[{\"role\":\"system\",\"content\":\"Write a poem.\"}]", "")))
                .isEqualTo(json("{\"messages\":[{\"role\":\"user\",\"content\":\"Write a poem.\"}]}"));
    }

    @Test
    void messageWithoutText_isABlank() {
        assertThat(messages("[{\"role\":\"user\",\"content\":\"\"}]"))
                .isEqualTo(json("[{\"role\":\"user\",\"content\":\" \"}]"));
    }

    @Test
    void refusal_isWhatTheAssistantSaid() {
        assertThat(messages("""
            [{"role":"user","content":"One"},
             {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},{"role":"user","content":"Why?"}]\
            """)).isEqualTo(json(turns("user One," + " assistant" + " No.," + " user" + " Why?")));
    }

    @Test
    void call_isFollowedByItsResult() {
        assertThat(messages("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Wait.\",\"tool_calls\":[" + CALL_A + "]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"noon\"}]"))
                .isEqualTo(json("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + ASSISTANT_A.replace("null", "\"Wait.\"")
                        + ",{\"role\":\"function\",\"name\":\"get_time\",\"content\":\"noon\"}]"));
    }

    @Test
    void callsAtOnce_becomeTurns() {
        assertThat(messages("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Wait.\",\"tool_calls\":[" + CALL_A + "," + CALL_B
                        + "]},{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"Monday\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"noon\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Monday noon.\"},"
                        + "{\"role\":\"user\",\"content\":\"Thanks\"}]"))
                .isEqualTo(json("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + ASSISTANT_A.replace("null", "\"Wait.\"")
                        + ",{\"role\":\"function\",\"name\":\"get_time\",\"content\":\"noon\"}," + ASSISTANT_B
                        + ",{\"role\":\"function\",\"name\":\"get_day\",\"content\":\"Monday\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Monday noon.\"},"
                        + "{\"role\":\"user\",\"content\":\"Thanks\"}]"));
    }

    @Test
    void callWithoutAResult_getsOneBeforeTheUserGoesOn() {
        assertThat(messages("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" + CALL_A + "]},"
                        + "{\"role\":\"user\",\"content\":\"Well?\"}]"))
                .isEqualTo(json("[{\"role\":\"user\",\"content\":\"When?\"}," + ASSISTANT_A
                        + ",{\"role\":\"function\",\"name\":\"get_time\",\"content\":\"no result\"},"
                        + "{\"role\":\"assistant\",\"content\":\"OK.\"},{\"role\":\"user\",\"content\":\"Well?\"}]"));
    }

    @Test
    void callAfterTheAssistantSpoke_hasATurnBetween() {
        assertThat(messages("[{\"role\":\"user\",\"content\":\"When?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Wait.\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + CALL_A + "]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"noon\"}]"))
                .isEqualTo(json("[{\"role\":\"user\",\"content\":\"When?\"},"
                               + "{\"role\":\"assistant\",\"content\":\"Wait.\"},{\"role\":\"user\",\"content\":\"Continue.\"},"
                        + ASSISTANT_A + ",{\"role\":\"function\",\"name\":\"get_time\",\"content\":\"noon\"}]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"https://x/a"}}]} | \
        messages.1.content.1 | only text can be sent to this ERNIE
        {"role":"user","content":[{"type":"input_audio","input_audio":{"data":"a","format":"wav"}}]} | \
        messages.1.content.0 | only text can be sent to this ERNIE
        {"role":"user","content":[{"type":"file","file":{"file_id":"a"}}]} | \
        messages.1.content.0 | only text can be sent to this ERNIE
        {"role":"user","content":[{"type":"odd"}]} | messages.1.content.0 | only text can be sent to this ERNIE
        {"role":"tool","tool_call_id":"z","content":"x"} | messages.1.tool_call_id | \
        no earlier message calls a tool under this id
        {"role":"function","name":"z","content":"x"} | messages.1.name | \
        must be the name of a function called just before
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"custom","custom":{"name":"f"}}]} | \
        messages.1.tool_calls | ERNIE calls functions only
        """)
    void whatErnieCannotBeTold_isRefused(String message, String path, String reason) {
        GatewayException refusal = catchThrowableOfType(
                GatewayException.class, () -> messages("[{\"role\":\"user\",\"content\":\"Hi\"}," + message + "]"));

        assertThat(refusal.fields()).containsExactly(new FieldError(path, reason));
        assertThat(refusal.code().status()).isEqualTo(400);
    }

    private static JsonNode messages(String messages) {
        return body(ask(messages, "")).path("messages");
    }
}
