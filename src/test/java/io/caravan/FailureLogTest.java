package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.upstream.Vendor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the log says of calls that fail. */
@ExtendWith(OutputCaptureExtension.class)
class FailureLogTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "400, INFO, BAD_REQUEST",
        "401, INFO, AUTHENTICATION",
        "404, INFO, NOT_FOUND",
        "429, INFO, RATE_LIMIT",
        "500, WARN, SERVER_ERROR",
        "503, WARN, UNAVAILABLE"
    })
    void providersRefusal_isOneLineThatIsNoError(int status, String level, String code, CapturedOutput output)
            throws Exception {
        int before = output.getOut().length();
        UPSTREAM.always(connection -> connection.json(status, Vendor.OPENAI.error(status, "Not so")));

        for (String more : List.of("", ",\"stream\":true")) {
            post("/llm/generate", chat("openai/gpt-4o", more), "X-Request-Id", "logged");
        }

        assertThat(output.getOut().substring(before).lines().toList())
                .hasSize(2)
                .allMatch(line -> line.contains(" " + level + " "))
                .allMatch(line -> line.endsWith("logged failed: " + code + " openai: Not so"));
    }

    @Test
    void callersMistake_isNotLogged(CapturedOutput output) throws Exception {
        int before = output.getOut().length();
        post("/llm/generate", "{");
        post("/llm/generate", chat("nobody/model"));
        post("/v1/chat/completions", chat("groq/without-a-key"));

        assertThat(output.getOut().substring(before)).doesNotContain("Failures");
    }
}
