package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final Provider ACME = new Provider(
            "acme",
            List.of(),
            List.of(),
            List.of("ACME_API_KEY"),
            Optional.of("very-secret"),
            false,
            "https://api.acme.example:8443/v1",
            Quirks.NONE);

    @Test
    void providersKeyAndHost_areTakenOut() {
        assertThat(Redaction.of("very-secret is wrong at https://api.acme.example:8443/v1/chat", ACME))
                .isEqualTo("*** is wrong at acme/chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect API key provided: sk-proj-abcdef123456",
                "GET https://x.example/models?key=AIzaSyA-1234567890",
                "header Authorization: Bearer abc.def.ghi",
            })
    void anythingLikeAKey_isTakenOut(String message) {
        assertThat(Redaction.of(message, ACME))
                .contains("***")
                .doesNotContain("abcdef123456")
                .doesNotContain("1234567890")
                .doesNotContain("abc.def");
    }

    @Test
    void everyPartOfAKey_isTakenOut() {
        assertThat(Redaction.of("no client api-id with api-secret", ACME.withKey("api-id api-secret")))
                .isEqualTo("no client *** with ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token 24.0123456789abcdef0123456789abcdef.2592000.1770000000.282335-1 has expired",
                "POST /chat/completions?access_token=24.x.y has expired",
                "POST /oauth/2.0/token?grant_type=client_credentials&client_id=abc&client_secret=def has expired"
            })
    void anythingLikeAToken_isTakenOut(String message) {
        assertThat(Redaction.of(message, ACME))
                .contains("***")
                .endsWith(" has expired")
                .doesNotContain("24.")
                .doesNotContain("282335")
                .doesNotContain("abc")
                .doesNotContain("def");
    }

    @Test
    void ordinaryWords_stay() {
        String message = "The task-oriented model gpt-4o is overloaded, see https://status.example.com";

        assertThat(Redaction.of(message, ACME)).isEqualTo(message);
    }

    @Test
    void longText_isCut() {
        assertThat(Redaction.of("x".repeat(10_000), ACME)).hasSize(4001);
    }
}
