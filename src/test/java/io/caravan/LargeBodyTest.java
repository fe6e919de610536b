package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture as large as providers take. */
class LargeBodyTest extends GatewayTest {

    private static final int SIZE = 20 * 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "OPENAI, /messages/0/content/1/image_url/url",
        "ANTHROPIC, /messages/0/content/1/source/data",
        "GEMINI, /contents/0/parts/1/inlineData/data"
    })
    void pictureOf20Megabytes_arrivesWhole(Vendor vendor, String place) throws Exception {
        String picture = picture();
        UPSTREAM.always(connection -> connection.json(200, vendor.answer("A lot")));
        HttpResponse<String> answer = post("/llm/generate", """
            {"model":"%s","messages":[{"role":"user","content":[{"type":"text","text":"Look"},\
            {"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}}]}]}
            """.formatted(vendor.model(), picture));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        // In place of the picture one word, which is easier to read and to print.
        String sent = UPSTREAM.lastRequest().body().replace(picture, "whole");
        assertThat(json(sent).at(place).textValue()).endsWith("whole");
    }

    private static String picture() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
