package io.caravan.dify;

import static io.caravan.dify.DifyFixture.ask;
import static io.caravan.dify.DifyFixture.askWith;
import static io.caravan.dify.DifyFixture.body;
import static io.caravan.dify.DifyFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    @Test
    void shortestRequest_isAQueryForAStream() {
        UpstreamRequest request = DifyFixture.TRANSFORMER.request(ask(""));

        assertThat(request.path()).isEqualTo("/chat-messages");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer app-canary"));
        assertThat(request.dropped()).isEmpty();
        assertThat(body(ask(""))).isEqualTo(json("""
            {"query":"Hi","inputs":{},"response_mode":"streaming","user":"caravan","files":[],\
            "auto_generate_name":false}\
            """));
    }

    @Test
    void history_isATranscript() {
        String messages = """
            [{"role":"system","content":"Be brief."},{"role":"developer","content":"In English."},
             {"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":" there"}]},
             {"role":"assistant","content":null,"reasoning_content":"Hm"},
             {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
             {"role":"user","content":"Why?"}]\
            """;

        assertThat(body(ask(messages, "")).path("query").textValue())
                .isEqualTo("[system]\nBe brief.\n\n[developer]\nIn English.\n\n[user]\nHi there\n\n"
                        + "[assistant]\nNo.\n\n[user]\nWhy?");
    }

    @Test
    void loneMessageOfAnotherRole_isMarked() {
        assertThat(body(ask("[{\"role\":\"system\",\"content\":\"Greet.\"}]", ""))
                        .path("query")
                        .textValue())
                .isEqualTo("[system]\nGreet.");
    }

    @Test
    void conversationThatDifyKeeps_getsTheLastUsersMessageOnly() {
        String messages = """
            [{"role":"user","content":"One"},{"role":"assistant","content":"Two"},
             {"role":"user","content":[{"type":"text","text":"Three"},
              {"type":"image_url","image_url":{"url":"https://x.example/3.png"}}]},
             {"role":"assistant","content":"Four"}]\
            """;

        assertThat(body(ask(messages, ",\"conversation_id\":\"c-1\",\"user\":\"u-7\"")))
                .isEqualTo(json("""
                    {"query":"Three","inputs":{},"response_mode":"streaming","user":"u-7","conversation_id":"c-1",\
                    "files":[{"type":"image","transfer_method":"remote_url","url":"https://x.example/3.png"}],\
                    "auto_generate_name":false}\
                    """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "null"})
    void conversationThatIsNone_isANewOne(String id) {
        String messages = "[{\"role\":\"user\",\"content\":\"One\"},{\"role\":\"user\",\"content\":\"Two\"}]";
        RoutedRequest routed = ask(messages, ",\"conversation_id\":" + id);

        assertThat(body(routed).has("conversation_id")).isFalse();
        assertThat(body(routed).path("query").textValue()).isEqualTo("[user]\nOne\n\n[user]\nTwo");
        assertThat(DifyFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        ,"dify_inputs":{"a":1},"inputs":{"b":2} | {"a":1}
        ,"dify_inputs":null,"inputs":{"b":2}    | {"b":2}
        ,"inputs":{"b":[2]}                     | {"b":[2]}
        ,"user":"  "                            | {}
        """)
    void inputs_areTheAppsVariables(String members, String inputs) {
        RoutedRequest routed = ask(members);

        assertThat(body(routed).path("inputs")).isEqualTo(json(inputs));
        assertThat(body(routed).path("user").textValue()).isEqualTo("caravan");
        assertThat(DifyFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @Test
    void whatTheAppDecides_isReported() {
        RoutedRequest routed = ask("""
            ,"temperature":0.5,"top_p":0.5,"max_tokens":5,"max_completion_tokens":6,"stop":"x","seed":1,"n":2,
            "logprobs":true,"response_format":{"type":"json_object"},"reasoning_effort":"low","tool_choice":"auto",
            "parallel_tool_calls":true,"stream":true,"stream_options":{"include_usage":true},"user":"u-7"\
            """);

        assertThat(DifyFixture.TRANSFORMER.request(routed).dropped())
                .containsExactly(
                        "logprobs",
                        "max_completion_tokens",
                        "max_tokens",
                        "n",
                        "parallel_tool_calls",
                        "reasoning_effort",
                        "response_format",
                        "seed",
                        "stop",
                        "temperature",
                        "tool_choice",
                        "top_p");
        assertThat(body(routed).size()).isEqualTo(6);
    }

    @Test
    void whatMeansNothing_isNotReported() {
        RoutedRequest routed = ask(",\"n\":1,\"response_format\":{\"type\":\"text\"},\"reasoning_effort\":\"none\"");

        assertThat(DifyFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        [{"role":"user","content":"Hi"}] | ,"conversation_id":7 | conversation_id | 400
        [{"role":"user","content":"Hi"}] | ,"inputs":[] | inputs | 400
        [{"role":"user","content":"Hi"}] | ,"dify_inputs":"x" | dify_inputs | 400
        [{"role":"system","content":"Hi"}] | ,"conversation_id":"c" | messages | 400
        [{"role":"user","content":"Hi"}] | ,"tools":[{"type":"function","function":{"name":"f"}}] | tools | 400
        [{"role":"user","content":"Hi"},{"role":"tool","tool_call_id":"a","content":"x"}] | | messages.1.role | 400
        [{"role":"user","content":"Hi"},{"role":"function","name":"a","content":"x"}] | | messages.1.role | 400
        [{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f"}}]}] | \
        | messages.0.tool_calls | 400
        [{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"custom","custom":{"name":"f"}}]}] | \
        | messages.0.tool_calls | 400
        [{"role":"user","content":[{"type":"video_url","video_url":{}}]}] | | messages.0.content.0 | 400
        [{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}] | \
        | messages.0.content.0 | 400
        [{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,abc"}}]}] | \
        | messages.0.content.0 | 400
        """)
    void whatAnAppCannotBeTold_isRefused(String messages, String members, String path, int status) {
        RoutedRequest routed = ask(messages, members == null ? "" : members);
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> DifyFixture.TRANSFORMER.request(routed));

        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(path);
        assertThat(refusal.code().status()).isEqualTo(status);
    }

    @Test
    void fileThatWasNotUploaded_isRefused() {
        RoutedRequest routed =
                askWith("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGk=\"}}");
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> DifyFixture.TRANSFORMER.request(routed));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly("messages.0.content.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"image_url","image_url":{"url":"HTTPS://x.example/a.png"}} | \
        {"type":"image","transfer_method":"remote_url","url":"HTTPS://x.example/a.png"}
        {"type":"image_url","image_url":"http://x.example/a.png"} | \
        {"type":"image","transfer_method":"remote_url","url":"http://x.example/a.png"}
        {"type":"file","file":{"file_data":"https://x.example/a.pdf"}} | \
        {"type":"document","transfer_method":"remote_url","url":"https://x.example/a.pdf"}
        {"type":"file","file":{"file_data":"https://x.example/a.mp4"},"dify_type":"video"} | \
        {"type":"video","transfer_method":"remote_url","url":"https://x.example/a.mp4"}
        {"type":"file","file":{"file_id":"f-1"}} | \
        {"type":"document","transfer_method":"local_file","upload_file_id":"f-1"}
        {"type":"file","file":{"file_id":"f-1"},"dify_type":"image"} | \
        {"type":"image","transfer_method":"local_file","upload_file_id":"f-1"}
        {"type":"file","file":{"file_id":"f-1"},"dify_type":" "} | \
        {"type":"document","transfer_method":"local_file","upload_file_id":"f-1"}
        """)
    void file_standsInTheList(String part, String file) {
        assertThat(body(askWith(part)).path("files")).isEqualTo(json("[" + file + "]"));
        assertThat(body(askWith(part)).path("query").textValue()).isEmpty();
    }
}
