package io.caravan.gemini;

import static io.caravan.gemini.ClientFixture.errors;
import static io.caravan.gemini.ClientFixture.json;
import static io.caravan.gemini.ClientFixture.request;
import static io.caravan.gemini.ClientFixture.turns;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientContentsTest {

    private static final Map<String, JsonNode> SIGNED =
            Map.of("provider_specific_fields", json("{\"thought_signature\":\"Cp==\"}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief\"}]}",
                "\"system_instruction\":{\"role\":\"user\",\"parts\":[{\"text\":\"Be brief\"}]}",
                "\"systemInstruction\":\"Be brief\""
            })
    void instruction_isTheFirstMessage(String instruction) {
        assertThat(request("{" + instruction + ",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}")
                        .messages())
                .containsExactly(Message.of(Role.SYSTEM, "Be brief"), Message.of(Role.USER, "Hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}",
                "{\"role\":\"function\",\"parts\":[{\"text\":\"Hi\"}]}",
                "{\"parts\":[{\"text\":\"Hi\",\"thought\":false}]}"
            })
    void turnOfTheUser_isHisMessage(String turn) {
        assertThat(turns(turn).messages()).containsExactly(Message.of(Role.USER, "Hi"));
        assertThat(request("{\"contents\":" + turn + "}").messages()).containsExactly(Message.of(Role.USER, "Hi"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        inlineData  | mimeType
        inline_data | mime_type
        """)
    void media_isOfItsKind(String inline, String type) {
        String part = "{\"" + inline + "\":{\"" + type + "\":\"%s\",\"data\":\"AAAA\",\"displayName\":\"a.b\"}}";

        assertThat(content(part.formatted("image/png")))
                .isEqualTo(new Content.Image("data:image/png;base64,AAAA", Optional.empty(), Map.of()));
        assertThat(content(part.formatted("application/pdf")))
                .isEqualTo(new Content.Document(
                        Optional.empty(), Optional.of("data:application/pdf;base64,AAAA"), Optional.of("a.b")));
        assertThat(content(part.formatted("audio/mpeg"))).isEqualTo(new Content.Audio("AAAA", "mp3"));
        assertThat(content(part.formatted("audio/x-wav"))).isEqualTo(new Content.Audio("AAAA", "wav"));
        assertThat(content(part.formatted("audio/wave"))).isEqualTo(new Content.Audio("AAAA", "wav"));
        assertThat(content(part.formatted("audio/FLAC"))).isEqualTo(new Content.Audio("AAAA", "flac"));
        assertThat(content(part.formatted("audio/vnd.x"))).isInstanceOf(Content.Document.class);
    }

    @Test
    void file_isByItsAddress() {
        assertThat(content("{\"fileData\":{\"fileUri\":\"https://a.example/b.png\",\"mimeType\":\"image/png\"}}"))
                .isEqualTo(new Content.Image("https://a.example/b.png", Optional.empty(), Map.of()));
        assertThat(content("{\"file_data\":{\"file_uri\":\"https://a.example/b.pdf\"}}"))
                .isEqualTo(new Content.Document(
                        Optional.of("https://a.example/b.pdf"), Optional.empty(), Optional.empty()));
    }

    @Test
    void partThatOnlyGeminiKnows_staysAsItIs() {
        assertThat(content("{\"executableCode\":{\"code\":\"1\"}}"))
                .isEqualTo(new Content.Unknown("executableCode", json("{\"executableCode\":{\"code\":\"1\"}}")));
    }

    @Test
    void toolLoop_hasCallsAndResultsInMessagesOfTheirOwn() {
        assertThat(turns("""
            {"role":"model","parts":[{"text":"I look.","thoughtSignature":"Cp=="},
              {"functionCall":{"id":"f1","name":"look","args":{"at_place":"Paris"}},"thought_signature":"Cp=="},
              {"functionCall":{"name":"hear"}},{"functionCall":{"name":"hear","args":{"n":2}}}]},
            {"role":"user","parts":[{"text":"Go on"},
              {"functionResponse":{"name":"hear","response":{"content":"one"}}},
              {"function_response":{"id":"f1","name":"look","response":{"at_place":18}}},
              {"functionResponse":{"name":"hear","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}]}\
            """).messages())
                .containsExactly(
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Content.Text("I look.")),
                                Optional.empty(),
                                List.of(
                                        new ToolCall("f1", "look", "{\"at_place\":\"Paris\"}", SIGNED),
                                        new ToolCall("call_2", "hear", "{}", Map.of()),
                                        new ToolCall("call_3", "hear", "{\"n\":2}", Map.of())),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                SIGNED),
                        result("call_2", new Content.Text("{\"content\":\"one\"}")),
                        result("f1", new Content.Text("{\"at_place\":18}")),
                        result(
                                "call_3",
                                new Content.Text("{}"),
                                new Content.Image("data:image/png;base64,AAAA", Optional.empty(), Map.of())),
                        Message.of(Role.USER, "Go on"));
    }

    @Test
    void modelsTurnInPieces_isOneMessage() {
        assertThat(turns("""
            {"role":"user","parts":[{"text":"Hi"}]},{"role":"user","parts":[{"text":"there"}]},
            {"role":"model","parts":[{"text":"Hel"}]},{"role":"model","parts":[{"text":"lo"}]},
            {"role":"model","parts":[{"text":"","thoughtSignature":"Cp=="}]},
            {"role":"user","parts":[{"text":"Bye"}]}\
            """).messages())
                .containsExactly(
                        Message.of(Role.USER, "Hi"),
                        Message.of(Role.USER, "there"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Content.Text("Hel"), new Content.Text("lo")),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                SIGNED),
                        Message.of(Role.USER, "Bye"));
    }

    @Test
    void picturesThatTheModelDrew_standBesideTheContent() {
        Message message = turns("""
            {"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"},"thoughtSignature":"Cp=="}]}\
            """).messages().getFirst();

        assertThat(message.content()).isEmpty();
        assertThat(message.extras()).isEqualTo(Map.of("images", json("""
            [{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"},
              "provider_specific_fields":{"thought_signature":"Cp=="}}]\
            """)));
    }

    @Test
    void thoughts_areReasoning_andSignedBlocksWhereAnotherProviderSigned() {
        String thinking = ClientThoughts.part(json("{\"type\":\"thinking\",\"signature\":\"Eq/+=\"}"), true)
                .toString();
        String redacted = ClientThoughts.part(json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}"), false)
                .toString();
        Message message =
                turns("""
                    {"role":"model","parts":[{"text":"H","thought":true},{"text":"m","thought":true}]},
                    {"role":"model","parts":[%s,%s,{"text":"More","thought":true,"thoughtSignature":"Cp=="},
                      {"thought":true,"thoughtSignature":"%%%%"},%s]}\
                    """.formatted(thinking, redacted, thinking)).messages().getFirst();

        assertThat(message.reasoning()).hasValue("HmMore");
        assertThat(message.content()).isEmpty();
        assertThat(message.thinkingBlocks())
                .containsExactly(
                        json("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+=\"}"),
                        json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}"),
                        json("{\"type\":\"thinking\",\"thinking\":\"More\",\"signature\":\"Eq/+=\"}"));
        assertThat(turns("{\"role\":\"model\",\"parts\":[{\"text\":\"H\",\"thought\":true}]}")
                        .messages()
                        .getFirst()
                        .reasoning())
                .hasValue("H");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {}                                                | contents: is required
        {"contents":[]}                                   | contents: must not be empty
        {"contents":"Hi"}                                 | contents: must be a list
        {"contents":["Hi"]}                               | contents.0: must be an object
        {"contents":[{}]}                                 | contents.0.parts: is required
        {"contents":[{"role":"assistant","parts":[]}]}    | contents.0.role: must be user or model
        {"contents":[{"role":"user","parts":"Hi"}]}       | contents.0.parts: must be a list
        {"contents":[{"parts":[{}]}]}                     | contents.0.parts.0: must hold text, data or a call
        {"contents":[{"parts":[{"text":7}]}]}             | contents.0.parts.0.text: must be a string
        {"contents":[{"parts":[{"inlineData":{}}]}]}      | contents.0.parts.0.inlineData.mimeType: is required; contents.0.parts.0.inlineData.data: is required
        {"contents":[{"parts":[{"fileData":{}}]}]}        | contents.0.parts.0.fileData.fileUri: is required
        {"contents":[{"parts":[{"functionCall":{"name":"a"}}]}]}                  | contents.0.parts.0.functionCall: must stand in a turn of the model's
        {"contents":[{"role":"model","parts":[{"functionCall":{}}]}]}             | contents.0.parts.0.functionCall.name: is required
        {"contents":[{"role":"model","parts":[{"functionCall":{"name":"a","args":7}}]}]} | contents.0.parts.0.functionCall.args: must be an object
        {"contents":[{"parts":[{"functionResponse":{"name":"a"}}]}]}              | contents.0.parts.0.functionResponse: is the result of no functionCall before it
        {"contents":[{"role":"model","parts":[{"functionCall":{"name":"a"}},{"functionResponse":{"name":"a"}}]}]} | contents.0.parts.1.functionResponse: must stand in a turn of the user's
        {"contents":[{"role":"model","parts":[{"functionCall":{"id":"1","name":"a"}}]},{"parts":[{"functionResponse":{"id":"2","name":"a"}}]}]} | contents.1.parts.0.functionResponse: is the result of no functionCall before it
        {"contents":[{"role":"model","parts":[{"functionCall":{"name":"a"}}]},{"parts":[{"functionResponse":{"name":"a","response":"x"}}]}]} | contents.1.parts.0.functionResponse.response: must be an object
        {"contents":[{"parts":[{"text":"Hi"}]}],"systemInstruction":7}            | systemInstruction: must be an object
        """)
    void wrongTurn_isNamed(String body, String expected) {
        assertThat(errors(() -> request(body))).isEqualTo(expected);
    }

    private static Content content(String part) {
        return turns("{\"parts\":[" + part + "]}")
                .messages()
                .getFirst()
                .content()
                .getFirst();
    }

    private static Message result(String id, Content... content) {
        return new Message(
                Role.TOOL,
                List.of(content),
                Optional.empty(),
                List.of(),
                Optional.of(id),
                Optional.empty(),
                List.of(),
                Map.of());
    }
}
