package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateTest extends GatewayTest {

    private static final List<String> PATHS = List.of("/llm/generate", "/v1/chat/completions");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        OPENAI    | {"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}
        ANTHROPIC | {"model":"claude-sonnet-4-5","max_tokens":4096,\
        "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]}
        GEMINI    | {"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}
        DIFY      | {"query":"Hello","inputs":{},"response_mode":"streaming","user":"caravan","files":[],\
        "auto_generate_name":false}
        ERNIE     | {"messages":[{"role":"user","content":"Hello"}]}
        """)
    void minimalRequest_isSentInTheVendorsForm_withNothingAdded(Vendor vendor, String expected) throws Exception {
        for (String path : PATHS) {
            UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
            post(path, chat(vendor.model()));

            Recorded sent = UPSTREAM.lastRequest();
            assertThat(sent.method()).isEqualTo("POST");
            assertThat(sent.path()).isEqualTo(vendor.path(false));
            assertThat(sent.headers())
                    .containsAllEntriesOf(vendor.credentials())
                    .containsEntry("content-type", "application/json");
            assertThat(json(sent.body())).isEqualTo(json(expected));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        OPENAI    | {"model":"gpt-4o","messages":[{"role":"system","content":"You are helpful"},\
        {"role":"user","content":"Hello"}],"temperature":0,"max_tokens":1000,"top_p":0.9,"stop":["END"]}
        ANTHROPIC | {"model":"claude-sonnet-4-5","max_tokens":1000,"system":[{"type":"text",\
        "text":"You are helpful"}],"messages":[{"role":"user","content":[{"type":"text",\
        "text":"Hello"}]}],"temperature":0.0,"stop_sequences":["END"]}
        GEMINI    | {"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"systemInstruction":\
        {"parts":[{"text":"You are helpful"}]},"generationConfig":{"temperature":0.0,"topP":0.9,\
        "stopSequences":["END"],"maxOutputTokens":1000}}
        DIFY      | {"query":"[system]\\nYou are helpful\\n\\n[user]\\nHello","inputs":{},"response_mode":"streaming",\
        "user":"caravan","files":[],"auto_generate_name":false}
        ERNIE     | {"system":"You are helpful","messages":[{"role":"user","content":"Hello"}],"temperature":0.01,\
        "top_p":0.9,"stop":["END"],"max_output_tokens":1000}
        """)
    void parameters_areSentInTheVendorsMembers_aZeroToo(Vendor vendor, String expected) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        post("/llm/generate", """
            {"model":"%s","messages":[{"role":"system","content":"You are helpful"},\
            {"role":"user","content":"Hello"}],"temperature":0,"max_tokens":1000,"top_p":0.9,"stop":"END"}\
            """.formatted(vendor.model()));

        assertThat(json(UPSTREAM.lastRequest().body())).isEqualTo(json(expected));
    }

    @Test
    void reasoning_standsAtTheTopTooWhereItWasAlwaysReadThere() throws Exception {
        String thought = OPENAI_ANSWER.replace("\"refusal\"", "\"reasoning_content\":\"Hm.\",\"refusal\"");
        UPSTREAM.always(connection -> connection.json(200, thought));
        JsonNode generated = json(post("/llm/generate", chat("openai/gpt-4o")).body());
        JsonNode completed =
                json(post("/v1/chat/completions", chat("openai/gpt-4o")).body());

        assertThat(generated.path("reasoning_content").textValue()).isEqualTo("Hm.");
        assertThat(generated.at("/choices/0/message/reasoning_content").textValue())
                .isEqualTo("Hm.");
        assertThat(completed.has("reasoning_content")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answer_hasTheSameMembersWhateverTheVendor(Vendor vendor, String path) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Grüße \"🐫\"\n")));
        HttpResponse<String> answer = post(path, chat(vendor.model()));
        JsonNode body = json(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(names(body)).containsExactly("id", "object", "created", "model", "choices", "usage");
        assertThat(names(body.at("/choices/0"))).containsExactly("index", "message", "logprobs", "finish_reason");
        assertThat(names(body.at("/choices/0/message"))).startsWith("role", "content", "refusal");
        assertThat(body.path("id").textValue()).isNotBlank();
        assertThat(body.path("object").textValue()).isEqualTo("chat.completion");
        assertThat(body.path("created").longValue()).isGreaterThan(1_700_000_000L);
        assertThat(body.at("/choices/0/message/role").textValue()).isEqualTo("assistant");
        assertThat(body.at("/choices/0/message/content").textValue()).isEqualTo("Grüße \"🐫\"\n");
        assertThat(body.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        ObjectNode usage = (ObjectNode) body.path("usage");
        assertThat(usage.remove("cost")).isNotNull();
        assertThat(usage).isEqualTo(json("""
            {"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,\
            "prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},\
            "completion_tokens_details":{"reasoning_tokens":0}}\
            """));
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void requestId_ofTheCaller_comesBack(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        HttpResponse<String> answer = post("/llm/generate", chat(vendor.model()), "X-Request-Id", "mine-1");

        assertThat(answer.headers().firstValue("x-request-id")).hasValue("mine-1");
        assertThat(UPSTREAM.lastRequest().headers()).doesNotContainKey("x-request-id");
    }

    @Test
    void nullContent_becomesEmptyTextWithItsFinishReason() throws Exception {
        UPSTREAM.next(connection ->
                connection.json(200, OPENAI_ANSWER.replace("\"Hi\"", "null").replace("\"stop\"", "\"length\"")));
        JsonNode choice =
                json(post("/llm/generate", chat("openai/gpt-4o")).body()).at("/choices/0");

        assertThat(choice.at("/message/content").textValue()).isEmpty();
        assertThat(choice.path("finish_reason").textValue()).isEqualTo("length");
    }

    @Test
    void unknownMember_reachesAnOpenAiCompatibleProviderUnchanged() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER));
        post("/v1/chat/completions", chat("openai/gpt-4o", ",\"metadata\":{\"a\":[1,null]},\"service_tier\":\"flex\""));

        JsonNode sent = json(UPSTREAM.lastRequest().body());
        assertThat(sent.path("metadata")).isEqualTo(json("{\"a\":[1,null]}"));
        assertThat(sent.path("service_tier").textValue()).isEqualTo("flex");
    }

    private static Stream<Arguments> calls() {
        return Stream.of(Vendor.values()).flatMap(vendor -> PATHS.stream().map(path -> Arguments.of(vendor, path)));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
