package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnthropicClientTransformer transformer = new AnthropicClientTransformer(JSON);

    @Test
    void system_isTheFirstMessage() {
        assertThat(messages("\"system\":\"Be brief\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"))
                .containsExactly(Message.of(Role.SYSTEM, "Be brief"), Message.of(Role.USER, "Hi"));
        assertThat(messages("""
            "system":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral"}},
                      {"type":"text","text":"Be kind","citations":null}],
            "messages":[{"role":"user","content":"Hi"}]\
            """))
                .containsExactly(
                        message(
                                Role.SYSTEM,
                                new Content.Text("Be brief", Map.of("cache_control", json("{\"type\":\"ephemeral\"}"))),
                                new Content.Text("Be kind")),
                        Message.of(Role.USER, "Hi"));
    }

    @Test
    void systemTurn_staysWhereItIs() {
        assertThat(turns("""
            {"role":"user","content":"Hi"},{"role":"system","content":"Now be brief"}\
            """)).containsExactly(Message.of(Role.USER, "Hi"), Message.of(Role.SYSTEM, "Now be brief"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}} | data:image/png;base64,iVBO
        {"type":"image","source":{"type":"url","url":"https://a.example/b.png"}}           | https://a.example/b.png
        """)
    void image_isAUrl(String block, String url) {
        assertThat(content(block)).isEqualTo(new Content.Image(url, Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
        {"type":"base64","media_type":"application/pdf","data":"JVBE"} | -      | data:application/pdf;base64,JVBE
        {"type":"text","media_type":"text/plain","data":"Grüße"}       | -      | data:text/plain;base64,R3LDvMOfZQ==
        {"type":"url","url":"https://a.example/b.pdf"}                 | -      | https://a.example/b.pdf
        {"type":"file","file_id":"file_1"}                             | file_1 | -
        """)
    void document_isAFileOrData(String source, String fileId, String data) {
        String block = """
            {"type":"document","title":"b.pdf","citations":{"enabled":true},"context":null,"source":%s}\
            """.formatted(source);

        assertThat(content(block))
                .isEqualTo(new Content.Document(
                        Optional.ofNullable(fileId),
                        Optional.ofNullable(data),
                        Optional.of("b.pdf"),
                        Map.of("citations", json("{\"enabled\":true}"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        image         | {"type":"image","source":{"type":"file","file_id":"file_1"}}
        document      | {"type":"document","source":{"type":"content","content":"x"}}
        search_result | {"type":"search_result","source":"https://a.example","title":"A","content":[]}
        """)
    void blockThatOnlyAnthropicKnows_staysAsItIs(String type, String block) {
        assertThat(content(block)).isEqualTo(new Content.Unknown(type, json(block)));
    }

    @Test
    void toolLoop_hasCallsAndResultsInMessagesOfTheirOwn() {
        String thinking = "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+=\"}";
        String redacted = "{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}";

        assertThat(turns("""
            {"role":"assistant","content":[%s,%s,{"type":"text","text":"I look."},
              {"type":"tool_use","id":"toolu_1","name":"look","input":{"at":"Paris","n":1.0},
               "provider_specific_fields":{"thought_signature":"Cp=="},"caller":null},
              {"type":"tool_use","id":"toolu_2","name":"hear","input":{}}]},
            {"role":"user","content":[{"type":"text","text":"Go on"},
              {"type":"tool_result","tool_use_id":"toolu_1","content":"18 C","cache_control":{"type":"ephemeral"}},
              {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[
                {"type":"text","text":"noise"},
                {"type":"image","source":{"type":"url","url":"https://a.example/b.png"}}]},
              {"type":"tool_result","tool_use_id":"toolu_3","is_error":false},
              {"type":"tool_result","tool_use_id":"toolu_4","content":[]}]}\
            """.formatted(thinking, redacted)))
                .containsExactly(
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Content.Text("I look.")),
                                Optional.empty(),
                                List.of(
                                        new ToolCall(
                                                "toolu_1",
                                                "look",
                                                "{\"at\":\"Paris\",\"n\":1.0}",
                                                Map.of(
                                                        "provider_specific_fields",
                                                        json("{\"thought_signature\":\"Cp==\"}"))),
                                        new ToolCall("toolu_2", "hear", "{}", Map.of())),
                                Optional.empty(),
                                Optional.of("Hm"),
                                List.of(json(thinking), json(redacted)),
                                Map.of()),
                        result(
                                "toolu_1",
                                Map.of("cache_control", json("{\"type\":\"ephemeral\"}")),
                                new Content.Text("18 C")),
                        result(
                                "toolu_2",
                                Map.of("is_error", json("true")),
                                new Content.Text("noise"),
                                new Content.Image("https://a.example/b.png", Optional.empty(), Map.of())),
                        result("toolu_3", Map.of(), new Content.Text("")),
                        result("toolu_4", Map.of(), new Content.Text("")),
                        Message.of(Role.USER, "Go on"));
    }

    @Test
    void callsOrThinkingAlone_areAMessage() {
        assertThat(turns("""
            {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"look","input":{}}]},
            {"role":"assistant","content":[{"type":"redacted_thinking","data":"Zm9v"}]}\
            """)).hasSize(2).allMatch(message -> message.role() == Role.ASSISTANT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        user      | {"type":"text"}                                       | .text: is required
        user      | {"type":"image"}                                      | .source: is required
        user      | {"type":"image","source":7}                           | .source: must be an object
        user      | {"type":"image","source":{}}                          | .source.type: is required
        user      | {"type":"image","source":{"type":"base64","data":"x"}} | .source.media_type: is required
        user      | {"type":"image","source":{"type":"url"}}              | .source.url: is required
        user      | {"type":"document","source":{"type":"text"}}          | .source.data: is required
        user      | {"type":"document","source":{"type":"file"}}          | .source.file_id: is required
        user      | {"type":"tool_result"}                                | .tool_use_id: is required
        user      | {"type":"tool_result","tool_use_id":"t","content":7}  | .content: must be a list
        user      | {"type":"tool_result","tool_use_id":"t","is_error":7} | .is_error: must be true or false
        user      | {"type":"tool_result","tool_use_id":"t","content":[{"type":"text"}]} | .content.0.text: is required
        user      | {"type":"tool_use","id":"t","name":"n","input":{}}    | .type: must stand in a message of the assistant's
        user      | {"type":"thinking","thinking":"x"}                    | .type: must stand in a message of the assistant's
        assistant | {"type":"tool_result","tool_use_id":"t"}              | .type: must stand in a message of the user's
        assistant | {"type":"thinking"}                                   | .thinking: is required
        assistant | {"type":"tool_use","name":"n"}                        | .id: is required
        assistant | {"type":"tool_use","id":"t"}                          | .name: is required
        assistant | {"type":"tool_use","id":"t","name":"n","input":"x"}   | .input: must be an object
        """)
    void wrongBlock_isNamed(String role, String block, String expected) {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> turns("{\"role\":\"" + role + "\",\"content\":[" + block + "]}"));

        assertThat(failure.fields().getFirst().path() + ": "
                        + failure.fields().getFirst().message())
                .isEqualTo("messages.0.content.0" + expected);
        assertThat(failure.fields()).hasSize(1);
    }

    private Content content(String block) {
        return turns("{\"role\":\"user\",\"content\":[" + block + "]}")
                .getFirst()
                .content()
                .getFirst();
    }

    private List<Message> turns(String turns) {
        return messages("\"messages\":[" + turns + "]");
    }

    private List<Message> messages(String members) {
        return transformer
                .request(json("{\"model\":\"m\",\"max_tokens\":9," + members + "}"))
                .messages();
    }

    private static Message message(Role role, Content... content) {
        return Message.of(role, "").withContent(List.of(content));
    }

    private static Message result(String id, Map<String, JsonNode> extras, Content... content) {
        return new Message(
                Role.TOOL,
                List.of(content),
                Optional.empty(),
                List.of(),
                Optional.of(id),
                Optional.empty(),
                List.of(),
                extras);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    @Test
    void system_thatIsAnEmptyList_isNone() {
        assertThat(messages("\"system\":[],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"))
                .containsExactly(Message.of(Role.USER, "Hi"));
    }
}
