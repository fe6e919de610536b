package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The entrances of the oldest clients, with the bodies that they send. */
class NativeShimsTest extends GatewayTest {

    @Test
    void openAisForm_isAnsweredInIt() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.OPENAI.answer("Hi")));
        HttpResponse<String> answer = post("/llm/openai/generate", chat("gpt-4o", ",\"temperature\":0.7"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer.body()).at("/choices/0/message/content").textValue())
                .isEqualTo("Hi");
        assertThat(json(answer.body()).at("/usage/total_tokens").intValue()).isEqualTo(13);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("gpt-4o");
        assertDeprecated(answer);
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"OPENAI", "ANTHROPIC", "GEMINI"})
    void anthropicsForm_isAnsweredInIt_whoeverHasTheModel(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        HttpResponse<String> answer = post("/llm/anthropic/generate", """
            {"model":"%s","system":"Be brief","temperature":0.5,"stop_sequences":["END"],\
            "messages":[{"role":"user","content":"Hello"}]}\
            """.formatted(vendor.model()));

        assertThat(json(answer.body()).at("/content/0/text").textValue()).isEqualTo("Hi");
        assertThat(json(answer.body()).at("/usage/input_tokens").intValue()).isEqualTo(9);
        assertThat(json(answer.body()).at("/usage/output_tokens").intValue()).isEqualTo(4);
        assertThat(UPSTREAM.lastRequest().body()).contains("4096");
        assertDeprecated(answer);
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"OPENAI", "GEMINI"})
    void anthropicsJsonMode_isTheInputOfATool(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("{\"a\":1}")));
        HttpResponse<String> answer = post("/llm/anthropic/generate", """
            {"model":"%s","jsonMode":true,"messages":[{"role":"user","content":"Hello"}]}\
            """.formatted(vendor.model()));

        assertThat(json(answer.body()).at("/content/0/type").textValue()).isEqualTo("tool_use");
        assertThat(json(answer.body()).at("/content/0/input")).isEqualTo(json("{\"a\":1}"));
        assertThat(UPSTREAM.lastRequest().body()).doesNotContain("jsonMode");
    }

    @Test
    void geminisForm_isAnsweredInIt() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, Vendor.GEMINI.answer("Hi")));
        HttpResponse<String> answer = post("/llm/gemini/generate", """
            {"model":"gemini-2.5-flash","contents":[{"parts":[{"text":"Hello"}]}],\
            "generationConfig":{"response_json_schema":{"type":"object"},"thinkingConfig":{"thinkingBudget":1024}},\
            "system_instruction":{"parts":[{"text":"Be brief"}]}}\
            """);
        JsonNode sent = json(UPSTREAM.lastRequest().body());

        assertThat(json(answer.body()).at("/candidates/0/content/parts/0/text").textValue())
                .isEqualTo("Hi");
        assertThat(sent.at("/generationConfig/thinkingConfig/thinkingBudget").intValue())
                .isEqualTo(1024);
        assertThat(sent.at("/generationConfig/responseJsonSchema/type").textValue())
                .isEqualTo("object");
        assertThat(sent.at("/systemInstruction/parts/0/text").textValue()).isEqualTo("Be brief");
        assertThat(answer.headers().firstValue("caravan-dropped-params")).isEmpty();
        assertDeprecated(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        /llm/openai/generate    | my-own-model | /v1/chat/completions | OPENAI
        /llm/anthropic/generate | my-own-model | /v1/messages         | ANTHROPIC
        /llm/anthropic/generate | gpt-4o       | /v1/chat/completions | OPENAI
        """)
    void bareNameThatNobodyKnows_isTheEntrancesOwn(String path, String model, String upstream, Vendor vendor)
            throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        HttpResponse<String> answer = post(path, chat(model));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo(upstream);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        /llm/openai/generate    | {}                               | 400 | model is required
        /llm/openai/generate    | {"model":"gpt-4o"}               | 400 | messages are required
        /llm/anthropic/generate | {"messages":[]}                  | 400 | model is required
        /llm/anthropic/generate | {"model":"claude-3-opus"}        | 400 | messages are required
        /llm/gemini/generate    | {"model":"gemini-2.5-flash"}     | 400 | contents are required
        /llm/gemini/generate    | {"model":"gemini-2.5-flash","contents":[]} | 400 | contents are required
        /llm/openai/generate    | {"model":"mistral/x","messages":[{"role":"user","content":"Hi"}]} | 503 | Model mistral/x is not configured. Check .env file variable: MISTRAL_API_KEY
        /llm/gemini/generate    | {                                | 400 | body: is not valid JSON (line 1, column 2)
        """)
    void failure_isOneSentenceWithTheSameHeaders(String path, String body, int status, String sentence)
            throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer.body()).path("error").textValue()).isEqualTo(sentence);
        assertDeprecated(answer);
    }

    @Test
    void providersRefusal_isOneSentence() throws Exception {
        UPSTREAM.next(connection -> connection.json(429, Vendor.OPENAI.error(429, "Slow down"), "Retry-After: 7"));
        HttpResponse<String> answer = post("/llm/openai/generate", chat("gpt-4o"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
        assertThat(json(answer.body()).path("error").textValue()).contains("Slow down");
        assertDeprecated(answer);
    }

    @Test
    void stream_hasTheHeadersToo() throws Exception {
        UPSTREAM.next(connection -> connection.stream(Vendor.OPENAI.stream("Hi")));
        HttpResponse<String> answer = post("/llm/openai/generate", chat("gpt-4o", ",\"stream\":true"));

        assertThat(data(answer.body())).endsWith("[DONE]");
        assertDeprecated(answer);
    }

    @Test
    void otherEntrances_areNotDeprecated() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER));
        HttpResponse<String> answer = post("/llm/generate", chat("openai/gpt-4o"));

        assertThat(answer.headers().firstValue("deprecation")).isEmpty();
    }

    @Test
    void geminisForm_atTheNewEntrance_isToldTheNewForm() throws Exception {
        HttpResponse<String> answer = post(
                "/llm/generate", "{\"model\":\"gemini-2.5-flash\",\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).path("detail").textValue())
                .isEqualTo("messages: is required, as [{\"role\": \"user\", \"content\": \"…\"}];"
                        + " contents is the form of /v1beta/models/{model}:generateContent");
    }

    private static void assertDeprecated(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("deprecation")).containsExactly("@1796083200");
        assertThat(answer.headers().allValues("sunset")).containsExactly("Wed, 30 Jun 2027 23:59:59 GMT");
        assertThat(answer.headers().allValues("link")).containsExactly("</llm/generate>; rel=\"successor-version\"");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }
}
