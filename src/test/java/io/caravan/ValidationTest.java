package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        model               |
        model               | "model":null
        model               | "model":""
        model               | "model":"  "
        model               | "model":17
        model               | "model":["openai/gpt-4o"]
        messages            | "messages":null
        messages            | "messages":[]
        messages            | "messages":"Hello"
        messages            | "messages":{"role":"user","content":"Hello"}
        messages.0          | "messages":["Hello"]
        messages.0.role     | "messages":[{"content":"Hello"}]
        messages.0.role     | "messages":[{"role":"robot","content":"Hello"}]
        messages.0.role     | "messages":[{"role":1,"content":"Hello"}]
        messages.0.content  | "messages":[{"role":"user"}]
        messages.0.content  | "messages":[{"role":"user","content":null}]
        messages.0.content  | "messages":[{"role":"user","content":5}]
        messages.0.content  | "messages":[{"role":"user","content":[]}]
        messages.1.content  | "messages":[{"role":"system","content":"Hello"},{"role":"user"}]
        messages.0.content.0.type | "messages":[{"role":"user","content":[{"text":"Hello"}]}]
        temperature         | "temperature":-0.1
        temperature         | "temperature":2.1
        temperature         | "temperature":1e400
        temperature         | "temperature":"hot"
        temperature         | "temperature":true
        top_p               | "top_p":-0.1
        top_p               | "top_p":1.1
        top_p               | "top_p":"0.5"
        max_tokens          | "max_tokens":0
        max_tokens          | "max_tokens":-1
        max_tokens          | "max_tokens":1.5
        max_tokens          | "max_tokens":"many"
        max_tokens          | "max_tokens":99999999999999999999
        max_completion_tokens | "max_completion_tokens":0
        n                   | "n":0
        seed                | "seed":0.5
        stop                | "stop":5
        stop                | "stop":["END",5]
        stop                | "stop":{"0":"END"}
        stop                | "stop":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]
        reasoning_effort    | "reasoning_effort":"extreme"
        reasoning_effort    | "reasoning_effort":3
        response_format     | "response_format":"json"
        response_format.type | "response_format":{}
        response_format.type | "response_format":{"type":"xml"}
        response_format.json_schema | "response_format":{"type":"json_schema"}
        response_format.json_schema | "response_format":{"type":"json_schema","json_schema":"object"}
        response_format.json_schema.schema | "response_format":{"type":"json_schema","json_schema":{}}
        response_format.json_schema.schema | \
        "response_format":{"type":"json_schema","json_schema":{"name":"person"}}
        stream              | "stream":"yes"
        stream_options      | "stream_options":true
        tools               | "tools":"none"
        tool_choice         | "tool_choice":"perhaps"
        user                | "user":7
        """)
    void wrongMember_is400ThatNamesIt_andNothingIsSent(String wrong, String members) throws Exception {
        for (String path : new String[] {"/llm/generate", "/v1/chat/completions"}) {
            HttpResponse<String> answer = post(path, request(wrong, members));
            JsonNode body = json(answer.body());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(body.path("detail").textValue()).startsWith(wrong + ": ");
            assertThat(body.at("/error/message")).isEqualTo(body.path("detail"));
            assertThat(body.at("/error/type").textValue())
                    .isEqualTo(path.startsWith("/v1/") ? "invalid_request_error" : "ValidationError");
            assertThat(body.at("/error/param").textValue()).isEqualTo(wrong);
            assertThat(body.at("/error/fields/0/path").textValue()).isEqualTo(wrong);
            assertThat(body.at("/error/fields/0/message").textValue()).isNotBlank();
            assertThat(body.at("/error/retryable").booleanValue()).isFalse();
        }
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void severalWrongMembers_areAllNamed() throws Exception {
        JsonNode body = json(post("/llm/generate", "{\"messages\":[{\"role\":\"user\"}],\"top_p\":2}")
                .body());

        assertThat(body.path("detail").textValue()).endsWith("(and 2 more)");
        assertThat(body.at("/error/fields").findValuesAsText("path"))
                .containsExactly("model", "messages.0.content", "top_p");
    }

    @Test
    void wrongMemberOfAnUnknownModel_isToldBeforeTheModel() throws Exception {
        JsonNode body =
                json(post("/llm/generate", chat("foo/bar", ",\"top_p\":2")).body());

        assertThat(body.at("/error/param").textValue()).isEqualTo("top_p");
    }

    /** A good request but for these members; none at all is one without a model. */
    private static String request(String wrong, String members) {
        StringBuilder request = new StringBuilder("{");
        if (!wrong.equals("model")) {
            request.append("\"model\":\"openai/gpt-4o\",");
        }
        if (!wrong.startsWith("messages")) {
            request.append("\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]");
            request.append(members == null ? "" : ",");
        }
        return request.append(members == null ? "" : members).append("}").toString();
    }
}
