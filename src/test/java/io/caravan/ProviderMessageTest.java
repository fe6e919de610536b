package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Vendor;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProviderMessageTest extends GatewayTest {

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void message_isTheProvidersOwnAfterItsName(Vendor vendor) throws Exception {
        String message = "No \"such\" thing\nas 17 €";
        UPSTREAM.always(connection -> connection.json(400, vendor.error(400, message)));
        JsonNode body = json(post("/llm/generate", chat(vendor.model())).body());

        assertThat(body.at("/error/message").textValue()).isEqualTo(vendor.id() + ": " + message);
        assertThat(body.path("detail").textValue()).isEqualTo("Generation failed: " + vendor.id() + ": " + message);
    }

    @Test
    void messageOfSeveralLines_isOneLineOfTheLog(CapturedOutput output) throws Exception {
        UPSTREAM.next(connection -> connection.json(400, Vendor.OPENAI.error(400, "No\r\nsuch\u0000\u2028thing")));

        post("/llm/generate", chat("openai/gpt-4o"));

        assertThat(output.getAll()).contains("failed: BAD_REQUEST openai: No  such  thing");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void retryAfter_isPassedOnInWholeSeconds(Vendor vendor) throws Exception {
        for (String header : List.of("Retry-After: 7", "Retry-After: 6.2", "retry-after-ms: 6500")) {
            UPSTREAM.next(connection -> connection.json(429, vendor.error(429, "Slow down"), header));

            assertThat(post("/llm/generate", chat(vendor.model())).headers().firstValue("retry-after"))
                    .hasValue("7");
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void retryAfterAsADate_isPassedOnInWholeSeconds(Vendor vendor) throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100));
        UPSTREAM.next(connection -> connection.json(429, vendor.error(429, "Slow down"), "Retry-After: " + date));

        assertThat(post("/llm/generate", chat(vendor.model()))
                        .headers()
                        .firstValueAsLong("retry-after")
                        .orElse(-1))
                .isBetween(60L, 100L);
    }
}
