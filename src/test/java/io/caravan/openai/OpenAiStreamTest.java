package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Role;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Quirks;
import io.caravan.provider.StreamTransformer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiStreamTest {

    private static final String OPENAI = """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1770000000,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_x","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"aB3"}

        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1770000000,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1770000000,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1770000000,"model":"gpt-4o-2024-08-06","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

        data: [DONE]

        """;

    private static final String DEEPSEEK = """
        : keep-alive

        data: {"id":"a1","object":"chat.completion.chunk","created":1770000000,"model":"deepseek-v4-flash","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"logprobs":null,"finish_reason":null}]}

        data: {"id":"a1","object":"chat.completion.chunk","created":1770000000,"model":"deepseek-v4-flash","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Hmm"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"a1","object":"chat.completion.chunk","created":1770000000,"model":"deepseek-v4-flash","choices":[{"index":0,"delta":{"content":"Hi","reasoning_content":null},"logprobs":null,"finish_reason":null}]}

        data: {"id":"a1","object":"chat.completion.chunk","created":1770000000,"model":"deepseek-v4-flash","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":3},"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}}

        data: [DONE]

        """;

    @Test
    void openAisTranscript_isHeardWhole() {
        StreamTransformer stream = stream("openai");
        Listener heard = new Listener(stream).hear(OPENAI);
        assertThat(heard.content).hasToString("Hi");
        assertThat(heard.finishes).containsExactly(FinishReason.STOP);
        assertThat(heard.usage).contains(new Usage(9, 1, 10, 0, 0, 0));
        assertThat(heard.chunks).hasSize(4);
        assertThat(heard.chunks.getFirst().choices().getFirst().delta().role()).contains(Role.ASSISTANT);
        assertThat(heard.chunks.get(2).choices().getFirst().delta()).isEqualTo(Delta.EMPTY);
        assertThat(heard.chunks.getLast().choices()).isEmpty();
        assertThat(stream.finished()).isTrue();
        assertThat(stream.head()).isEqualTo(new ChatStream.Head("chatcmpl-1", 1_770_000_000, "gpt-4o-2024-08-06"));
    }

    @Test
    void membersBesideTheChoices_areGivenOnceAndPaddingNever() {
        Listener heard = new Listener(stream("openai")).hear(OPENAI);
        assertThat(heard.extra(0, "service_tier").asText()).isEqualTo("default");
        assertThat(heard.extra(0, "system_fingerprint").asText()).isEqualTo("fp_x");
        assertThat(heard.chunks.getFirst().extras()).hasSize(2);
        assertThat(heard.chunks.subList(1, 4)).allMatch(chunk -> chunk.extras().isEmpty());
    }

    @Test
    void memberBesideTheChoices_thatChanges_isGivenAgain() {
        Listener heard = new Listener(stream("openai"))
                .hear("data: {\"tier\":\"a\",\"citations\":[1],\"choices\":[]}\n\n")
                .hear("data: {\"tier\":\"a\",\"citations\":[1],\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n")
                .hear("data: {\"tier\":\"b\",\"citations\":[1],\"choices\":[{\"delta\":{\"content\":\"y\"}}]}\n\n");
        assertThat(heard.chunks).hasSize(2);
        assertThat(heard.extra(0, "tier").asText()).isEqualTo("a");
        assertThat(heard.extra(0, "citations")).isEqualTo(Wire.json("[1]"));
        assertThat(heard.chunks.get(1).extras()).containsOnlyKeys("tier");
    }

    @Test
    void deepSeeksTranscript_isHeardWhole() {
        Listener heard = new Listener(stream("deepseek")).hear(DEEPSEEK);
        assertThat(heard.content).hasToString("Hi");
        assertThat(heard.reasoning).hasToString("Hmm");
        assertThat(heard.finishes).containsExactly(FinishReason.STOP);
        assertThat(heard.usage).contains(new Usage(10, 5, 15, 4, 0, 3));
        assertThat(heard.chunks).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void transcript_withAnyLineEnds_isTheSame(String end) {
        Listener heard = new Listener(stream("openai")).hear(OPENAI.replace("\n", end));
        assertThat(heard.chunks).isEqualTo(new Listener(stream("openai")).hear(OPENAI).chunks);
    }

    @Test
    void roleOnEveryDelta_isGivenOnce() {
        Listener heard = new Listener(stream("openai"))
                .hearDeltas("{\"role\":\"assistant\",\"content\":\"a\"}", "{\"role\":\"assistant\",\"content\":\"b\"}");
        assertThat(heard.content).hasToString("ab");
        assertThat(heard.chunks).hasSize(3);
        assertThat(heard.chunks.stream().filter(OpenAiStreamTest::hasRole)).hasSize(1);
        assertThat(heard.chunks.getFirst().choices().getFirst().delta().content())
                .contains("");
    }

    @Test
    void role_thatTheProviderDoesNotSend_isNotInvented() {
        Listener heard = new Listener(stream("openai")).hearDeltas("{\"content\":\"a\"}");
        assertThat(heard.chunks).hasSize(1).noneMatch(OpenAiStreamTest::hasRole);
    }

    @Test
    void endWithText_isTwoPieces() {
        Listener heard = new Listener(stream("openai"))
                .hear("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n");
        assertThat(heard.chunks).hasSize(2);
        assertThat(heard.finishes).containsExactly(FinishReason.LENGTH);
        assertThat(heard.chunks.get(0).usage()).isEmpty();
        assertThat(heard.chunks.get(1).usage()).contains(Usage.of(1, 2));
    }

    @Test
    void endToldTwice_isGivenOnce() {
        String end = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        assertThat(new Listener(stream("openai")).hear(end + end + "data: [DONE]\n\n").finishes)
                .hasSize(1);
    }

    @Test
    void endToldByNobody_isAStop() {
        Listener heard =
                new Listener(stream("openai")).hearDeltas("{\"content\":\"a\"}").hear("data: [DONE]\n\n");
        assertThat(heard.finishes).containsExactly(FinishReason.STOP);
    }

    @Test
    void alternatives_thatInterleave_endEachByThemselves() {
        Listener heard = new Listener(stream("openai"))
                .hear("data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                        + "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n")
                .hear("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
                .hear("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n");
        assertThat(heard.content).hasToString("ba");
        assertThat(heard.finishes).containsExactly(FinishReason.STOP, FinishReason.LENGTH);
    }

    @Test
    void alternative_thatNeverBegan_doesNotEnd() {
        Listener heard = new Listener(stream("openai"))
                .hear("data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}\n\ndata: [DONE]\n\n");
        assertThat(heard.finishes).hasSize(1);
    }

    @Test
    void alternative_withAnAbsurdIndex_isRefused() {
        assertThat(failure("data: {\"choices\":[{\"index\":100000000,\"delta\":{}}]}\n\n")
                        .code())
                .isEqualTo(ErrorCode.BAD_ANSWER);
    }

    @Test
    void refusalLogprobsAndUnknownMembers_areGivenOn() {
        Listener heard = new Listener(stream("openai"))
                .hear("data: {\"choices\":[{\"delta\":{\"refusal\":\"No.\",\"annotations\":[],\"audio\":{\"id\":1},"
                        + "\"thinking_blocks\":[{\"type\":\"thinking\"}]},\"logprobs\":{\"content\":[]},"
                        + "\"matched_stop\":7}]}\n\n");
        ChatChunk.Choice choice = heard.chunks.getFirst().choices().getFirst();
        assertThat(heard.refusal).hasToString("No.");
        assertThat(choice.logprobs()).contains(Wire.json("{\"content\":[]}"));
        assertThat(choice.delta().thinkingBlocks()).containsExactly(Wire.json("{\"type\":\"thinking\"}"));
        assertThat(choice.delta().extras()).containsOnlyKeys("audio");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning\":\"Hm\"}",
                "{\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\"}",
                "{\"reasoning_content\":\"\",\"reasoning\":\"Hm\"}",
                "{\"reasoning\":\"Hm\",\"reasoning_content\":\"\",\"content\":\"\"}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]}"
            })
    void reasoning_underAnyName_isHeardOnce(String delta) {
        assertThat(new Listener(stream("openai")).hearDeltas(delta).reasoning).hasToString("Hm");
    }

    @Test
    void contentOfParts_isItsText() {
        Listener heard = new Listener(stream("mistral"))
                .hearDeltas("{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}");
        assertThat(heard.content).hasToString("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\"}",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "[]",
                "7",
                "{\"choices\":[{\"delta\":\"?\",\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":{}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"tool_calls\":[]},\"finish_reason\":null}]}",
                "{\"error\":null,\"choices\":[]}",
                "{\"error\":\"\",\"choices\":[]}",
                "{\"base_resp\":{\"status_code\":0},\"choices\":[]}"
            })
    void event_thatSaysNothing_isPassedOver(String event) {
        assertThat(new Listener(stream("openai")).hear("data: " + event + "\n\n").chunks)
                .isEmpty();
    }

    @Test
    void end_beforeAnything_isAFailure() {
        assertThat(failure("data: [DONE]\n\n").code()).isEqualTo(ErrorCode.BAD_ANSWER);
    }

    @Test
    void head_thatNobodyTells_isMadeUpOnce() {
        StreamTransformer stream = stream("openai");
        new Listener(stream)
                .hear("data: {\"id\":\"\",\"model\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n");
        ChatStream.Head head = stream.head();
        new Listener(stream).hear("data: {\"id\":\"late\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n");
        assertThat(head.id()).startsWith("chatcmpl-");
        assertThat(head.model()).isEqualTo("some-model");
        assertThat(head.created()).isEqualTo(1_780_000_000);
        assertThat(stream.head()).isEqualTo(head);
    }

    @Test
    void streamWithoutDone_isWholeOnlyWhereTheFileSaysSo() {
        assertThat(endedWithoutDone(Quirks.NONE, "stop")).isFalse();
        assertThat(endedWithoutDone(new Quirks(Map.of("done", "finish")), "")).isFalse();
        assertThat(endedWithoutDone(new Quirks(Map.of("done", "finish")), "stop"))
                .isTrue();
    }

    @Test
    void streamOfNothing_isNeverWhole() {
        OpenAiStream stream = stream(new Quirks(Map.of("done", "finish")));
        stream.inputEnded(_ -> {});
        assertThat(stream.finished()).isFalse();
    }

    private static boolean endedWithoutDone(Quirks quirks, String finish) {
        OpenAiStream stream = stream(quirks);
        new Listener(stream)
                .hear("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"" + finish + "\"}]}\n\n");
        assertThat(stream.finished()).isFalse();
        stream.inputEnded(_ -> {});
        return stream.finished();
    }

    private static OpenAiStream stream(Quirks quirks) {
        Dialect dialect = Dialect.of(quirks, false, Map.of());
        return new OpenAiStream(Wire.to("openai").routed(), dialect, new Failures(Wire.CLOCK), Wire.JSON, Wire.CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "deepseek, insufficient_system_resource, UNAVAILABLE",
        "glm, network_error, SERVER_ERROR",
        "mistral, error, SERVER_ERROR",
        "openrouter, error, SERVER_ERROR"
    })
    void finishWord_thatMeansFailure_isAFailure(String provider, String word, ErrorCode code) {
        Listener listener = new Listener(stream(provider));
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> listener.hearEnd(word));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(word);
    }

    @Test
    void lackOfResources_afterText_isACutAnswer() {
        Listener heard = new Listener(stream("deepseek"))
                .hearDeltas("{\"content\":\"a\"}")
                .hearEnd("insufficient_system_resource");
        assertThat(heard.finishes).containsExactly(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "glm, sensitive, CONTENT_FILTER",
        "glm, model_context_window_exceeded, LENGTH",
        "ernie, normal, STOP",
        "mistral, model_length, LENGTH",
        "together, eos, STOP"
    })
    void finishWord_ofTheProviders_isKeptBesideOpenAis(String provider, String word, FinishReason reason) {
        Listener heard =
                new Listener(stream(provider)).hearDeltas("{\"content\":\"a\"}").hearEnd(word);
        assertThat(heard.finishes).containsExactly(reason);
        assertThat(heard.chunks.getLast().choices().getFirst().delta().extras().get("provider_specific_fields"))
                .isEqualTo(Wire.json("{\"native_finish_reason\":\"" + word + "\"}"));
    }

    @Test
    void moderation_whereverItIsTold_isAContentFilter() {
        Listener heard = new Listener(stream("ark"))
                .hear("data:{\"choices\":[{\"delta\":{\"content\":\"a\"},\"moderation_hit_type\":\"violence\"}]}\n\n")
                .hearEnd("stop");
        assertThat(heard.finishes).containsExactly(FinishReason.CONTENT_FILTER);
    }

    @Test
    void nativeFinishReason_ofOpenRouter_isKept() {
        Listener heard = new Listener(stream("openrouter"))
                .hear("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\","
                        + "\"native_finish_reason\":\"end_turn\"}]}\n\n");
        assertThat(heard.chunks.getLast().choices().getFirst().delta().extras().get("provider_specific_fields"))
                .isEqualTo(Wire.json("{\"native_finish_reason\":\"end_turn\"}"));
    }

    private static boolean hasRole(ChatChunk chunk) {
        return chunk.choices().stream().anyMatch(choice -> choice.delta().role().isPresent());
    }

    private static GatewayException failure(String events) {
        Listener listener = new Listener(stream("openai"));
        return catchThrowableOfType(GatewayException.class, () -> listener.hear(events));
    }

    private static StreamTransformer stream(String provider) {
        Wire wire = Wire.to(provider);
        return wire.transformer().stream(wire.routed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"created\":{\"a\":1},\"choices\":[{\"index\":{\"a\":[]},\"delta\":{\"content\":\"Hi\"}}]}",
                "{\"choices\":[{\"index\":[0],\"delta\":{\"tool_calls\":[{\"index\":{},\"function\":\"f\",\"id\":\"1\"}],"
                    + "\"content\":\"Hi\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":[{}]}],\"content\":\"Hi\"}}]}"
            })
    void membersOfTheWrongKind_doNotHideThoseThatFollow(String event) {
        Listener heard = new Listener(stream("openai")).hear("data: " + event + "\n\n");
        assertThat(heard.content).hasToString("Hi");
    }
}
