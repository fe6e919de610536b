package io.caravan.gemini;

import static io.caravan.gemini.ClientFixture.errors;
import static io.caravan.gemini.ClientFixture.hello;
import static io.caravan.gemini.ClientFixture.json;
import static io.caravan.gemini.ClientFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Message;
import io.caravan.chat.NativeWords;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Role;
import io.caravan.chat.Sampling;
import io.caravan.chat.Tools;
import io.caravan.chat.Wishes;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRequestTest {

    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    @Test
    void smallestRequest_saysNothingThatWasNotSaid() {
        assertThat(hello(""))
                .isEqualTo(new ChatRequest(
                        "gemini-2.5-flash",
                        List.of(Message.of(Role.USER, "Hello")),
                        new Wishes(
                                new Sampling(
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        OptionalInt.empty(),
                                        OptionalLong.empty(),
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        List.of()),
                                new OutputLimit(OptionalInt.empty(), OptionalInt.empty()),
                                Optional.empty(),
                                Optional.empty()),
                        Tools.NONE,
                        false,
                        Map.of(),
                        Optional.empty(),
                        Map.of(),
                        NativeWords.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
        "generationConfig":{"temperature":0.5,"topP":0.9,"topK":40,"candidateCount":2,"maxOutputTokens":100,
         "stopSequences":["END"],"seed":7,"presencePenalty":1,"frequencyPenalty":-1,
         "responseMimeType":"application/json","responseModalities":["TEXT","IMAGE"],
         "thinkingConfig":{"thinkingBudget":2048,"includeThoughts":true},"mediaResolution":"LOW","speechConfig":null},
        "safetySettings":[{"category":"A"}],"labels":{"a_b":"c"},"cachedContent":null\
        """, """
            "generation_config":{"temperature":0.5,"top_p":0.9,"top_k":40,"candidate_count":2,"max_output_tokens":100,
             "stop_sequences":["END"],"seed":7,"presence_penalty":1,"frequency_penalty":-1,
             "response_mime_type":"application/json","response_modalities":["TEXT","IMAGE"],
             "thinking_config":{"thinking_budget":2048,"include_thoughts":true},"media_resolution":"LOW"},
            "safety_settings":[{"category":"A"}],"labels":{"a_b":"c"}\
            """})
    void everyMember_hasItsCanonicalPlace_inBothSpellings(String members) {
        ChatRequest request = hello("," + members);

        assertThat(request)
                .isEqualTo(new ChatRequest(
                        "gemini-2.5-flash",
                        List.of(Message.of(Role.USER, "Hello")),
                        new Wishes(
                                new Sampling(
                                        OptionalDouble.of(0.5),
                                        OptionalDouble.of(0.9),
                                        OptionalInt.of(2),
                                        OptionalLong.of(7),
                                        OptionalDouble.of(1),
                                        OptionalDouble.of(-1),
                                        List.of("END")),
                                new OutputLimit(OptionalInt.of(100), OptionalInt.empty()),
                                Optional.of(new ResponseFormat.JsonObject()),
                                Optional.of(ReasoningEffort.MEDIUM)),
                        Tools.NONE,
                        false,
                        Map.of(),
                        Optional.empty(),
                        Map.of(
                                "thinkingConfig",
                                json("{\"thinkingBudget\":2048,\"includeThoughts\":true}"),
                                "mediaResolution",
                                json("\"LOW\""),
                                "top_k",
                                json("40"),
                                "modalities",
                                json("[\"text\",\"image\"]"),
                                "safetySettings",
                                json("[{\"category\":\"A\"}]"),
                                "labels",
                                json("{\"a_b\":\"c\"}")),
                        new NativeWords(
                                Set.of("thinkingConfig"),
                                Set.of("mediaResolution", "top_k", "safetySettings", "labels"),
                                Set.of())));
        assertThat(request.members()).doesNotContain("thinkingConfig").contains("safetySettings");
    }

    @ParameterizedTest
    @CsvSource({
        "/gemini-2.5-flash:generateContent,           '',              gemini-2.5-flash, false, false",
        "gemini-2.5-flash:streamGenerateContent,      alt=sse,         gemini-2.5-flash, true,  true",
        "/gemini-2.5-flash:streamGenerateContent,     key=a&$alt=sse,  gemini-2.5-flash, true,  true",
        "/gemini-2.5-flash:streamGenerateContent,     alt=json,        gemini-2.5-flash, true,  false",
        "/openai/gpt-4o:generateContent,              '',              openai/gpt-4o,    false, false",
        "/models/gemini-2.5-flash:generateContent,    '',              gemini-2.5-flash, false, false",
        "/openai/ft:gpt-4o:me::1:generateContent,     '',              openai/ft:gpt-4o:me::1, false, false"
    })
    void address_hasTheModelAndTheFormOfTheAnswer(
            String call, String query, String model, boolean stream, boolean sse) {
        ChatRequest request = ClientFixture.TRANSFORMER.request(json(HELLO), call, query);

        assertThat(request.model()).isEqualTo(model);
        assertThat(request.stream()).isEqualTo(stream);
        assertThat(request.natives().form()).isEqualTo(sse ? Set.of("sse") : Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gemini-2.5-flash:embedContent", "/gemini-2.5-flash", "/:generateContent", "", "/x:"})
    void otherMethod_isNotFound(String call) {
        assertThatThrownBy(() -> ClientFixture.TRANSFORMER.request(json(HELLO), call, ""))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_SUCH_PATH))
                .hasMessageStartingWith("models/")
                .hasMessageEndingWith(" is not found; models have generateContent, streamGenerateContent, countTokens");
    }

    @Test
    void olderRequest_hasTheModelInItsBody() {
        ChatRequest request = ClientFixture.TRANSFORMER.olderRequest(
                json(
                        "{\"model\":\"models/gemini-2.5-flash\",\"stream\":true,\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"));

        assertThat(request.model()).isEqualTo("gemini-2.5-flash");
        assertThat(request.stream()).isTrue();
        assertThat(request.natives()).isEqualTo(new NativeWords(Set.of(), Set.of(), Set.of("sse")));
        assertThat(errors(() -> ClientFixture.TRANSFORMER.olderRequest(json(HELLO))))
                .isEqualTo("model: is required");
        assertThat(errors(() -> ClientFixture.TRANSFORMER.olderRequest(
                        json("{\"model\":\"models/\",\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"))))
                .isEqualTo("model: must not be empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "thinkingBudget":0         | NONE
        "thinkingBudget":1         | MINIMAL
        "thinkingBudget":1023      | MINIMAL
        "thinkingBudget":1024      | LOW
        "thinkingBudget":2047      | LOW
        "thinkingBudget":2048      | MEDIUM
        "thinkingBudget":4095      | MEDIUM
        "thinkingBudget":4096      | HIGH
        "thinkingBudget":32768     | HIGH
        "thinkingBudget":-1        | MEDIUM
        "thinkingLevel":"LOW"      | LOW
        "thinkingLevel":"high"     | HIGH
        "thinkingLevel":"minimal"  | MINIMAL
        """)
    void thinking_isAnEffortForOthers(String member, ReasoningEffort expected) {
        assertThat(hello(",\"generationConfig\":{\"thinkingConfig\":{" + member + "}}")
                        .reasoningEffort())
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"includeThoughts\":true", "\"thinkingLevel\":\"THINKING_LEVEL_UNSPECIFIED\""})
    void thinkingWithoutAMeasure_isNoEffort(String member) {
        ChatRequest request = hello(",\"generationConfig\":{\"thinkingConfig\":{" + member + "}}");

        assertThat(request.reasoningEffort()).isEmpty();
        assertThat(request.extras()).containsOnlyKeys("thinkingConfig");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\"}",
                "\"response_mime_type\":\"application/json\",\"response_schema\":{\"type\":\"OBJECT\"}",
                "\"responseJsonSchema\":{\"type\":\"object\"}",
                "\"response_json_schema\":{\"type\":\"object\"},\"responseSchema\":{\"type\":\"STRING\"}"
            })
    void schema_isTheAnswersForm(String members) {
        assertThat(hello(",\"generationConfig\":{" + members + "}").responseFormat())
                .hasValue(new ResponseFormat.JsonSchema(
                        "answer", Optional.empty(), json("{\"type\":\"object\"}"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"responseMimeType\":\"text/plain\"", "\"responseModalities\":[\"TEXT\"]"})
    void plainText_isNoForm(String members) {
        ChatRequest request = hello(",\"generationConfig\":{" + members + "}");

        assertThat(request.responseFormat()).isEmpty();
        assertThat(request.extras()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "cachedContent":"cachedContents/1"                         | cachedContent: is not supported, send the content itself
        "generationConfig":7                                       | generationConfig: must be an object
        "generationConfig":{"temperature":3}                       | generationConfig.temperature: must be between 0 and 2
        "generationConfig":{"topP":"x"}                            | generationConfig.topP: must be a number
        "generationConfig":{"candidateCount":0}                    | generationConfig.candidateCount: must be a whole number from 1 to 128
        "generationConfig":{"maxOutputTokens":0}                   | generationConfig.maxOutputTokens: must be a whole number above 0
        "generationConfig":{"stopSequences":"END"}                 | generationConfig.stopSequences: must be a list of strings
        "generationConfig":{"stopSequences":[1]}                   | generationConfig.stopSequences: must be a list of strings
        "generationConfig":{"stopSequences":["1","2","3","4","5","6","7","8","9","0","1","2","3","4","5","6","7"]} | generationConfig.stopSequences: must not have more than 16 entries
        "generationConfig":{"responseMimeType":"text/x.enum"}      | generationConfig.responseMimeType: must be text/plain or application/json
        "generationConfig":{"responseSchema":7}                    | generationConfig.responseSchema: must be an object
        "generationConfig":{"thinkingConfig":{"thinkingLevel":"deep"}} | generationConfig.thinkingConfig.thinkingLevel: must be one of minimal, low, medium, high
        "generationConfig":{"thinkingConfig":{"thinkingBudget":-2}}    | generationConfig.thinkingConfig.thinkingBudget: must be a whole number from -1 on
        "generationConfig":{"thinkingConfig":{"thinkingBudget":"x"}}   | generationConfig.thinkingConfig.thinkingBudget: must be a whole number from -1 on
        "tools":{}                                                 | tools: must be a list
        "tools":[{"functionDeclarations":[{}]}]                    | tools.0.functionDeclarations.0.name: is required
        "tools":[{"functionDeclarations":[{"name":""}]}]           | tools.0.functionDeclarations.0.name: must not be empty
        "tools":[{"functionDeclarations":[{"name":"a","parameters":7}]}]           | tools.0.functionDeclarations.0.parameters: must be an object
        "toolConfig":{"functionCallingConfig":{"mode":"SOME"}}     | toolConfig.functionCallingConfig.mode: must be AUTO, ANY, NONE or VALIDATED
        """)
    void wrongMember_isNamedInGeminisWords(String member, String expected) {
        assertThat(errors(() -> hello("," + member))).isEqualTo(expected);
    }

    @Test
    void bodyThatIsNoObject_isRefused() {
        assertThat(errors(() -> request("[]"))).isEqualTo("body: must be a JSON object");
    }

    @Test
    void probabilities_areAskedForInOpenAIsWords() {
        ChatRequest request = hello(",\"generationConfig\":{\"responseLogprobs\":true,\"logprobs\":5}");

        assertThat(request.extras())
                .isEqualTo(Map.of("logprobs", BooleanNode.TRUE, "top_logprobs", LongNode.valueOf(5)));
        assertThat(request.natives()).isEqualTo(NativeWords.NONE);
    }

    @Test
    void probabilities_ofTheWrongKind_areRefused() {
        assertThat(errors(() -> hello(",\"generationConfig\":{\"responseLogprobs\":5,\"logprobs\":true}")))
                .isEqualTo("generationConfig.responseLogprobs: must be true or false; "
                        + "generationConfig.logprobs: must be a whole number");
    }
}
