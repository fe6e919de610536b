package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.body;
import static io.caravan.ernie.ErnieFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

    @Test
    void shortestRequest_isItsMessages() {
        UpstreamRequest request = ErnieFixture.TRANSFORMER.request(ask(""));

        assertThat(body(ask(""))).isEqualTo(json("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
        assertThat(request.headers()).isEmpty();
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void everythingThatErnieKnows_isSaid() {
        var routed =
                ask("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]", """
                    ,"temperature":0.3,"top_p":0.8,"stop":["END","STOP"],"max_tokens":512,"user":"u-7","stream":true,\
                    "stream_options":{"include_usage":true},"response_format":{"type":"json_object"},"n":1,\
                    "reasoning_effort":"none","penalty_score":1.5,"disable_search":true,"enable_citation":null,\
                    "enable_trace":false,"enable_system_memory":true,"system_memory_id":"s","min_output_tokens":3\
                    """);

        assertThat(body(routed)).isEqualTo(json("""
            {"system":"Be brief.","messages":[{"role":"user","content":"Hi"}],"response_format":"json_object",\
            "temperature":0.3,"top_p":0.8,"stop":["END","STOP"],"max_output_tokens":512,"user_id":"u-7",\
            "penalty_score":1.5,"disable_search":true,"enable_trace":false,"enable_system_memory":true,\
            "system_memory_id":"s","min_output_tokens":3,"stream":true}\
            """));
        assertThat(ErnieFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @Test
    void everythingElse_isReported() {
        var routed = ask("""
            ,"n":2,"seed":1,"presence_penalty":1,"frequency_penalty":1,"logprobs":true,"top_logprobs":2,\
            "reasoning_effort":"low","parallel_tool_calls":true,"metadata":{}\
            """);

        assertThat(body(routed)).isEqualTo(body(ask("")));
        assertThat(ErnieFixture.TRANSFORMER.request(routed).dropped())
                .containsExactly(
                        "frequency_penalty",
                        "logprobs",
                        "metadata",
                        "n",
                        "parallel_tool_calls",
                        "presence_penalty",
                        "reasoning_effort",
                        "seed",
                        "top_logprobs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        ,"temperature":0                              | temperature       | 0.01
        ,"temperature":0.01                           | temperature       | 0.01
        ,"temperature":1                              | temperature       | 1.0
        ,"temperature":1.7                            | temperature       | 1.0
        ,"top_p":0                                    | top_p             | 0.0
        ,"max_tokens":1                               | max_output_tokens | 2
        ,"max_tokens":2                               | max_output_tokens | 2
        ,"max_tokens":9,"max_completion_tokens":7     | max_output_tokens | 7
        ,"response_format":{"type":"text"}            | response_format   | null
        """)
    void value_isBroughtIntoRange(String members, String name, String value) {
        var sent = body(ask(members)).get(name);

        assertThat(sent == null ? "null" : sent.toString()).isEqualTo(value);
        assertThat(ErnieFixture.TRANSFORMER.request(ask(members)).dropped()).isEmpty();
    }

    @Test
    void schema_isPutIntoWords() {
        var routed =
                ask("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]", """
                    ,"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}\
                    """);

        assertThat(body(routed).path("response_format").textValue()).isEqualTo("json_object");
        assertThat(body(routed).path("system").textValue())
                .isEqualTo("Be brief.\n\nAnswer with nothing but a JSON object that conforms to this JSON Schema:\n"
                        + "{\"type\":\"object\"}");
    }

    @Test
    void stops_areFourAtMost() {
        assertThat(body(ask(",\"stop\":[\"a\",\"b\",\"c\",\"d\"]")).path("stop"))
                .isEqualTo(json("[\"a\",\"b\",\"c\",\"d\"]"));

        GatewayException refusal = catchThrowableOfType(
                GatewayException.class, () -> body(ask(",\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.fields()).isEqualTo(List.of(new FieldError("stop", "ERNIE takes at most 4 sequences")));
    }
}
