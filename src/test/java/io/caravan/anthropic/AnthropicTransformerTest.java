package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.JSON;
import static io.caravan.anthropic.Fixture.NOW;
import static io.caravan.anthropic.Fixture.PROVIDER;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicTransformerTest {

    @Test
    void request_whateverItHolds_goesToMessagesWithKeyAndVersion() {
        UpstreamRequest request = transformer().request(routed("claude-sonnet-4-5", ""));

        assertThat(request.path()).isEqualTo("/v1/messages");
        assertThat(request.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("x-api-key", "the-key", "anthropic-version", "2023-06-01"));
    }

    @Test
    void request_toProviderWithoutKey_hasNoKeyHeader() {
        Provider keyless = new Provider(
                "anthropic", List.of(), List.of(), List.of(), Optional.empty(), true, "http://here", Quirks.NONE);
        RoutedRequest routed = routed("claude-sonnet-4-5", "");

        UpstreamRequest request = transformer().request(new RoutedRequest(routed.chat(), keyless, routed.model()));

        assertThat(request.headers()).containsOnlyKeys("anthropic-version");
    }

    @Test
    void request_ofOneMessage_holdsNothingThatWasNotAskedForButTheLimit() {
        assertThat(sent(routed("claude-sonnet-4-5", ""))).isEqualTo(json("""
            {"model": "claude-sonnet-4-5", "max_tokens": 4096,
             "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}
            """));
    }

    @Test
    void request_forStream_saysSo() {
        assertThat(sent(routed("claude-sonnet-4-5", """
            "stream": true, "stream_options": {"include_usage": true}
            """))).isEqualTo(json("""
                {"model": "claude-sonnet-4-5", "max_tokens": 4096,
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}], "stream": true}
                """));
    }

    @Test
    void response_withErrorInSuccess_isThatFailure() {
        assertThatThrownBy(() -> transformer().response(routed("claude-sonnet-4-5", ""), json("""
            {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
            """)))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(failure).hasMessage("anthropic: Overloaded");
                    assertThat(failure.origin()).contains(new Origin("anthropic", "anthropic/claude-sonnet-4-5"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"hello\"", "null", "{\"type\": \"message\"}"})
    void response_thatIsNoMessage_isBadAnswer(String body) {
        assertThatThrownBy(() -> transformer().response(routed("claude-sonnet-4-5", ""), json(body)))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
                    assertThat(failure).hasMessage("anthropic answered something that is not a message");
                });
    }

    @Test
    void response_withErrorInAnotherForm_isAFailureToo() {
        assertThatThrownBy(() -> transformer().response(routed("claude-sonnet-4-5", ""), json("{\"error\": \"no\"}")))
                .isInstanceOf(GatewayException.class)
                .hasMessage("anthropic: no");
    }

    @Test
    void response_withoutAnError_isNoFailure() {
        var response = transformer().response(routed("claude-sonnet-4-5", ""), json("""
            {"content": [], "stop_reason": "end_turn", "error": null}
            """));

        assertThat(response.choices()).hasSize(1);
    }

    @Test
    void answer_withoutIdAndModel_getsSome() {
        var response = transformer().response(routed("claude-sonnet-4-5", ""), json("""
            {"content": []}
            """));

        assertThat(response.id()).startsWith("msg_").hasSizeGreaterThan(30);
        assertThat(response.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(response.created()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void transformer_ofTwoRequests_hasNoStateOfItsOwn() throws Exception {
        AnthropicTransformer transformer = transformer();
        transformer.request(routed("claude-opus-4-8", "\"reasoning_effort\": \"high\""));

        byte[] body = transformer.request(routed("claude-opus-4-8", "")).body();

        assertThat(JSON.readTree(body)).isEqualTo(sent(routed("claude-opus-4-8", "")));
        assertThat(PROVIDER.configured()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"file","file":{"file_id":"file_1"}}                    | true
        {"type":"image","source":{"type":"file","file_id":"file_1"}}   | true
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}} | false
        {"type":"file","file":{"file_id":"https://a.example/b.pdf"}}   | false
        {"type":"text","text":"Hi"}                                    | false
        """)
    void request_withStoredFile_asksForTheBetaOfFiles(String part, boolean beta) {
        var request = transformer().request(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [{"role": "user", "content": [%s]}]}
            """.formatted(part)));

        assertThat(request.headers().get("anthropic-beta")).isEqualTo(beta ? "files-api-2025-04-14" : null);
    }
}
