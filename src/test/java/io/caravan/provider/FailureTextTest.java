package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|bad|BAD_REQUEST",
                "401|rate limit|AUTHENTICATION",
                "402|pay|QUOTA",
                "403|no|PERMISSION",
                "404|no|NOT_FOUND",
                "408|slow|TIMEOUT",
                "413|big|TOO_LARGE",
                "422|odd|BAD_REQUEST",
                "429|slow down|RATE_LIMIT",
                "429|You exceeded your insufficient_quota|QUOTA",
                "500|oops|SERVER_ERROR",
                "500|Rate limit reached|SERVER_ERROR",
                "502|oops|SERVER_ERROR",
                "503|busy|UNAVAILABLE",
                "504|slow|TIMEOUT",
                "529|busy|UNAVAILABLE",
                "400|This model's maximum context length is 8192 tokens|CONTEXT_WINDOW",
                "400|prompt is too long: 9 > 8|CONTEXT_WINDOW",
                "400|Your request was rejected as a result of our safety system|CONTENT_POLICY",
                "400|Content Exists Risk|CONTENT_POLICY",
                "400|Your credit balance is too low|QUOTA",
                "200|Rate limit reached|RATE_LIMIT",
                "200|oops|SERVER_ERROR",
            })
    void statusAndWording_tellTheKind(int status, String message, ErrorCode expected) {
        assertThat(FailureText.classify(status, message)).isEqualTo(expected);
    }
}
