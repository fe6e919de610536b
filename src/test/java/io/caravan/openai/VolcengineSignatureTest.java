package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolcengineSignatureTest {

    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /**
     * The example in Volcengine's documentation.
     *
     * @see <a href="https://www.volcengine.com/docs/6369/67270">Example of a signature</a>
     */
    @Test
    void publishedExample_hasThePublishedSignature() {
        VolcengineSignature signature = new VolcengineSignature(
                "AKLTMjI2ODVlYzI3ZGY1NGU4ZjhjYWRjMTlmNTM5OTZkYzE",
                "TnpCak5XWXpZV1U0WkRaaE5ERmxaR0ZpTmpjeVkyUXlZek0wTWpJMU1qWQ==",
                "cn-north-1",
                "iam");

        VolcengineSignature.Request request = new VolcengineSignature.Request(
                "GET",
                "/",
                "Action=ListUsers&Limit=10&Offset=0&Version=2018-01-01",
                Map.of(
                        "host", "iam.volcengineapi.com",
                        "content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                new byte[0]);

        Map<String, String> headers = signature.headers(request, Instant.parse("2020-12-30T08:18:05Z"));

        assertThat(headers)
                .isEqualTo(Map.of(
                        "X-Date",
                        "20201230T081805Z",
                        "X-Content-Sha256",
                        NOTHING,
                        "Authorization",
                        "HMAC-SHA256"
                            + " Credential=AKLTMjI2ODVlYzI3ZGY1NGU4ZjhjYWRjMTlmNTM5OTZkYzE/20201230/cn-north-1/iam/request,"
                            + " SignedHeaders=content-type;host;x-content-sha256;x-date, Signature="
                            + "28eeabbbd726b87002e0fe58ad8c1c768e619b06e2646f35b6ad7ed029a6d8a7"));
    }

    @Test
    void text_holdsNoKey() {
        assertThat(new VolcengineSignature("the-access", "the-secret", "region", "ark"))
                .hasToString("the signature of an access key for ark");
    }
}
