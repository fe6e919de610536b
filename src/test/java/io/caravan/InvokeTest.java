package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class InvokeTest extends GatewayTest {

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void wholeAnswer_isOneFragmentThatEnds(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, vendor.answer("Hello world")));
        for (HttpResponse<String> answer :
                List.of(post("/llm/invoke", question(vendor.model(), "")), post("/llm/chat", chat(vendor.model())))) {
            JsonNode body = json(answer.body());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(body.path("id").textValue()).isNotBlank();
            assertThat(body.path("is_end").booleanValue()).isTrue();
            assertThat(body.path("is_truncated")).isEqualTo(json("false"));
            assertThat(body.path("result").textValue()).isEqualTo("Hello world");
            assertThat(body.path("finish_reason").textValue()).isEqualTo("stop");
            assertTold(body.path("usage"));
            assertThat(body).hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void stream_isFragmentsInOrder_onlyTheLastEndsAndHasTheUsage(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> connection.stream(vendor.stream("Hello ", "world")));
        for (HttpResponse<String> answer : List.of(
                post("/llm/invoke", question(vendor.model(), ",\"stream\":true")),
                post("/llm/chat", chat(vendor.model(), ",\"stream\":true")))) {
            List<JsonNode> fragments = fragments(answer);
            assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
            assertThat(fragments)
                    .extracting(fragment -> fragment.path("result").textValue())
                    .containsExactly("Hello ", "world", "");
            assertThat(fragments)
                    .extracting(fragment -> fragment.path("is_end").booleanValue())
                    .containsExactly(false, false, true);
            assertThat(fragments)
                    .extracting(fragment -> fragment.path("id").textValue())
                    .containsOnly(fragments.getFirst().path("id").textValue());
            assertThat(fragments.subList(0, 2)).allSatisfy(fragment -> {
                assertThat(fragment.path("usage").isNull()).isTrue();
                assertThat(fragment.path("finish_reason").isNull()).isTrue();
            });
            assertThat(fragments.getLast().path("finish_reason").textValue()).isEqualTo("stop");
            assertTold(fragments.getLast().path("usage"));
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void stream_thatIsCut_endsInAnErrorAndNoEnd(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hello "));
            connection.cut();
        });
        List<JsonNode> fragments = fragments(post("/llm/invoke", question(vendor.model(), ",\"stream\":true")));

        assertThat(fragments.getFirst().path("result").textValue()).isEqualTo("Hello ");
        assertThat(fragments).noneMatch(fragment -> fragment.path("is_end").booleanValue());
        assertThat(fragments.getLast().at("/error/code").textValue()).isEqualTo("server.llm.requestFailed");
        assertThat(fragments.getLast().at("/error/error_code").intValue()).isEqualTo(8004);
        assertThat(fragments.getLast().at("/error/model").textValue()).isEqualTo(vendor.model());
    }

    @Test
    void question_withASystemText_isTwoMessages() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER));
        post("/llm/invoke", question("openai/gpt-4o", ",\"system\":\"Be brief.\",\"generation_name\":\"run_llm\""));

        assertThat(json(UPSTREAM.lastRequest().body())).isEqualTo(json("""
            {"model":"gpt-4o","messages":[{"role":"system","content":"Be brief."},\
            {"role":"user","content":"Hello"}],"temperature":0.3}\
            """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ""                         | 0.3
        ,"temperature":"0.7"       | 0.7
        ,"temperature":0           | 0
        ,"temperature":" 1 "       | 1
        ,"temperature":null        | 0.3
        """, quoteCharacter = '\0')
    void temperature_isANumberOrItsText_orTheDefault(String more, double expected) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String members = more.equals("\"\"") ? "" : more;
        post("/llm/invoke", question("openai/gpt-4o", members));
        assertThat(json(UPSTREAM.lastRequest().body()).path("temperature").doubleValue())
                .isEqualTo(expected);
        post("/llm/chat", chat("openai/gpt-4o", members));
        assertThat(json(UPSTREAM.lastRequest().body()).path("temperature").doubleValue())
                .isEqualTo(expected);
    }

    @Test
    void jsonMode_ofBoth_asksForAnObject() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        for (var call : List.of(
                post("/llm/invoke", question(" gpt-4o ", ",\"json\":true")),
                post("/llm/chat", chat("gpt-4o", ",\"json\":true")))) {
            assertThat(call.statusCode()).isEqualTo(200);
            JsonNode sent = json(UPSTREAM.lastRequest().body());
            assertThat(sent.path("response_format")).isEqualTo(json("{\"type\":\"json_object\"}"));
            assertThat(sent.path("model").textValue()).isEqualTo("gpt-4o");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"message":"Hello"}                               | 400 | server.llm.noDefaultLlm              | 8001
        {"message":"Hello","model":" "}                   | 400 | server.llm.noDefaultLlm              | 8001
        {"message":"Hello","model":"moonshot/kimi-k2.5"}  | 503 | server.llm.specifiedLlmNotConfigured | 8002
        {"message":"Hello","model":"foo/bar"}             | 400 | server.llm.modelNotSupported         | 8003
        {"message":"Hello","model":"deepseek/deepseek-chat"} | 502 | server.llm.requestFailed          | 8004
        """)
    void failure_hasItsKeyAndNumber(String body, int status, String key, int number) throws Exception {
        HttpResponse<String> answer = post("/llm/invoke", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer.body()).at("/error/code").textValue()).isEqualTo(key);
        assertThat(json(answer.body()).at("/error/error_code").intValue()).isEqualTo(number);
        assertThat(json(answer.body()).path("detail").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        invoke | {"model":"gpt-4o"}                                       | message
        invoke | {"model":"gpt-4o","message":""}                          | message
        invoke | {"model":"gpt-4o","message":["Hello"]}                   | message
        invoke | {"model":"gpt-4o","message":"Hello","system":1}          | system
        invoke | {"model":"gpt-4o","message":"Hello","json":"yes"}        | json
        invoke | {"model":"gpt-4o","message":"Hello","temperature":"hot"} | temperature
        invoke | {"model":"gpt-4o","message":"Hello","temperature":true}  | temperature
        invoke | {"model":"gpt-4o","message":"Hello","temperature":2.1}   | temperature
        invoke | {"model":"gpt-4o","message":"Hello","stream":"yes"}      | stream
        invoke | {"model":7,"message":"Hello"}                            | model
        invoke | {"model":"gpt-4o","message":"Hello","tools":[{}]}        | tools
        invoke | {"model":"gpt-4o","message":"Hello","functions":[{}]}    | functions
        invoke | []                                                       | body
        chat   | {"model":"gpt-4o"}                                       | messages
        chat   | {"model":"gpt-4o","messages":[]}                         | messages
        chat   | {"model":"gpt-4o","messages":[{"role":"user"}]}          | messages.0.content
        """)
    void wrongMember_isNamed(String path, String body, String field) throws Exception {
        HttpResponse<String> answer = post("/llm/" + path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/fields/0/path").textValue()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "\"Hello\"", "{\"message\":"})
    void bodyThatIsNoObject_isRefused(String body) throws Exception {
        HttpResponse<String> answer = post("/llm/invoke", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo("ValidationError");
    }

    @Test
    void answerAtItsLimit_isTruncated() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER.replace("\"stop\"", "\"length\"")));
        JsonNode body = json(post("/llm/invoke", question("gpt-4o", "")).body());

        assertThat(body.path("is_truncated").booleanValue()).isTrue();
        assertThat(body.path("finish_reason").textValue()).isEqualTo("length");
    }

    private static List<JsonNode> fragments(HttpResponse<String> answer) {
        return data(answer.body()).stream().map(GatewayTest::json).collect(Collectors.toList());
    }

    private static String question(String model, String more) {
        return "{\"model\":\"" + model + "\",\"message\":\"Hello\"" + more + "}";
    }

    private static void assertTold(JsonNode usage) {
        assertThat(((ObjectNode) usage).remove("cost")).isNotNull();
        assertThat(usage).isEqualTo(json("{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}"));
    }
}
