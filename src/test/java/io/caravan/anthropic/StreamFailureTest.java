package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import io.caravan.sse.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamFailureTest extends StreamFixture {

    @ParameterizedTest
    @CsvSource({
        "overloaded_error,      Overloaded,                   UNAVAILABLE",
        "rate_limit_error,      Slow down,                    RATE_LIMIT",
        "api_error,             Internal server error,        SERVER_ERROR",
        "invalid_request_error, wrong,                        BAD_REQUEST",
        "invalid_request_error, prompt is too long: 2 > 1,    CONTEXT_WINDOW",
        "brand_new_error,       what,                         SERVER_ERROR"
    })
    void error_asFirstEvent_isThatFailure(String type, String message, ErrorCode code) {
        assertThatThrownBy(() -> stream.accept(ServerSentEvent.of("error", """
            {"type":"error","error":{"type":"%s","message":"%s"}}
            """.formatted(type, message)), chunks::add))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure).hasMessage("anthropic: " + message);
                    assertThat(failure.origin()).contains(new Origin("anthropic", "anthropic/claude-sonnet-4-5"));
                });
        assertThat(chunks).isEmpty();
    }

    @Test
    void error_inTheMiddle_endsInFailureAndNotInAFinish() {
        accept(START, text("A"));

        assertThatThrownBy(() -> accept("""
            {"type":"error","error":{"type":"api_error","message":"He said \\"no\\"\\n\\ndata: the-key"}}
            """))
                .isInstanceOf(GatewayException.class)
                .hasMessage("anthropic: He said \"no\"\n\ndata: ***");
        assertThat(finishes()).isEmpty();
        assertThat(stream.finished()).isFalse();
    }

    @Test
    void error_withoutWords_hasSentence() {
        assertThatThrownBy(() -> stream.accept(ServerSentEvent.of("error", "{}"), chunks::add))
                .isInstanceOf(GatewayException.class)
                .hasMessage("anthropic answered an error");
    }

    @Test
    void event_thatIsNotJson_isBadAnswer() {
        assertThatThrownBy(() -> accept("<html>")).isInstanceOfSatisfying(GatewayException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
            assertThat(failure).hasMessage("anthropic sent an event that is not JSON");
        });
    }
}
