package io.caravan.dify;

import static io.caravan.dify.DifyFixture.UPLOADS;
import static io.caravan.dify.DifyFixture.ask;
import static io.caravan.dify.DifyFixture.askWith;
import static io.caravan.dify.DifyFixture.body;
import static io.caravan.dify.DifyFixture.json;
import static io.caravan.dify.DifyFixture.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifyUploadsTest {

    private static final String PICTURE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGkh\"}}";
    private static final String LINK = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}";

    @Test
    void file_isUploadedAsAForm() {
        RoutedRequest routed = ask("[{\"role\":\"user\",\"content\":[" + PICTURE + "]}]", ",\"user\":\"u-7\"");
        UpstreamRequest request = UPLOADS.request(routed);
        String type = request.headers().get("Content-Type");
        String boundary = type.substring(type.indexOf('=') + 1);

        assertThat(request.path()).isEqualTo("/files/upload");
        assertThat(type).startsWith("multipart/form-data; boundary=caravan-");
        assertThat(request.headers())
                .containsEntry("Authorization", "Bearer app-canary")
                .hasSize(2);
        assertThat(new String(request.body(), UTF_8))
                .isEqualTo("""
                    --%1$s
                    Content-Disposition: form-data; name="user"
                    Content-Type: text/plain; charset=utf-8

                    u-7
                    --%1$s
                    Content-Disposition: form-data; name="file"; filename="image.png"
                    Content-Type: image/png

                    hi!
                    --%1$s--
                    """.formatted(boundary).replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"image_url","image_url":{"url":"DATA:image/JPEG;charset=x;BASE64,aGkh"}} | image.jpeg | image/jpeg | image
        {"type":"image_url","image_url":{"url":"data:image/svg+xml;base64,aGkh"}} | image.svg | image/svg+xml | image
        {"type":"input_audio","input_audio":{"data":"aGkh","format":"MP3"}} | audio.mp3 | audio/mpeg | audio
        {"type":"input_audio","input_audio":{"data":"aGkh","format":"wav"}} | audio.wav | audio/wav | audio
        {"type":"file","file":{"file_data":"data:application/pdf;base64,aGkh","filename":"Größe \\"1\\"\\r\\n.pdf"}} | \
        Größe _1___.pdf | application/pdf | document
        {"type":"file","file":{"file_data":"data:text/plain;base64,aGkh","filename":" "}} | document.txt | text/plain | document
        {"type":"file","file":{"file_data":"data:video/mp4;base64,aGkh"}} | video.mp4 | video/mp4 | video
        {"type":"file","file":{"file_data":"data:odd;base64,aGkh"}} | document.odd | odd | document
        {"type":"file","file":{"file_data":"data:;base64,aGkh"}} | document. | | document
        """)
    void file_hasANameAndAKind(String part, String filename, String mediaType, String kind) {
        RoutedRequest routed = askWith(part);
        String form = new String(UPLOADS.request(routed).body(), UTF_8);
        RoutedRequest uploaded = UPLOADS.answer(upstream(routed, 201, "application/json", "{\"id\":\"f-1\"}"));

        assertThat(form)
                .contains("; filename=\"" + filename + "\"\r\nContent-Type: " + (mediaType == null ? "" : mediaType)
                        + "\r\n\r\nhi!\r\n");
        assertThat(body(uploaded).path("files")).isEqualTo(json("""
            [{"type":"%s","transfer_method":"local_file","upload_file_id":"f-1"}]\
            """.formatted(kind)));
    }

    @Test
    void files_areUploadedOneAfterTheOther() {
        RoutedRequest routed = ask(
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"One\"}," + PICTURE + "," + LINK
                        + "]},{\"role\":\"user\",\"content\":[" + PICTURE + "]}]",
                "");
        assertThat(UPLOADS.pending(routed)).isTrue();
        RoutedRequest once = UPLOADS.answer(upstream(routed, 201, "application/json", "{\"id\":\"f-1\"}"));
        assertThat(UPLOADS.pending(once)).isTrue();
        RoutedRequest twice = UPLOADS.answer(upstream(once, 201, "application/json", "{\"id\":\"f-2\"}"));

        assertThat(UPLOADS.pending(twice)).isFalse();
        assertThat(twice.provider()).isEqualTo(routed.provider());
        assertThat(twice.model()).isEqualTo("support");
        assertThat(body(twice).path("query").textValue()).isEqualTo("[user]\nOne");
        assertThat(body(twice).path("files")).isEqualTo(json("""
            [{"type":"image","transfer_method":"local_file","upload_file_id":"f-1"},\
            {"type":"image","transfer_method":"remote_url","url":"https://x.example/a.png"},\
            {"type":"image","transfer_method":"local_file","upload_file_id":"f-2"}]\
            """));
    }

    @Test
    void requestWithoutFiles_hasNothingPending() {
        assertThat(UPLOADS.pending(askWith(LINK))).isFalse();
    }

    @Test
    void whatIsNoRequest_hasNothingPending() {
        assertThat(UPLOADS.pending("an answer")).isFalse();
    }

    @Test
    void requestThatIsWrong_isToldSoLater() {
        assertThat(UPLOADS.pending(askWith(PICTURE + ",{\"type\":\"odd\"}"))).isFalse();
    }

    @Test
    void earlierFilesOfAConversationThatDifyKeeps_areNotUploaded() {
        String messages = "[{\"role\":\"user\",\"content\":[" + PICTURE + "]},{\"role\":\"user\",\"content\":\"Two\"}]";

        assertThat(UPLOADS.pending(ask(messages, ",\"conversation_id\":\"c-1\"")))
                .isFalse();
    }

    @Test
    void brokenBase64_isRefused() {
        RoutedRequest routed =
                askWith("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,a*b\"}}");
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> UPLOADS.request(routed));

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.fields()).containsExactly(new FieldError("messages.0.content.0", "is not valid base64"));
        assertThat(refusal.origin().orElseThrow().provider()).isEqualTo("dify");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        413 | {"code":"file_too_large","message":"File size exceeded.","status":413} | TOO_LARGE | dify: File size exceeded.
        415 | {"code":"unsupported_file_type","message":"Not allowed.","status":415} | BAD_REQUEST | dify: Not allowed.
        201 | {"name":"a.png"} | BAD_ANSWER | dify gave no id to a file
        201 | [] | BAD_ANSWER | dify gave no id to a file
        201 | <html> | BAD_ANSWER | dify answered something that is not JSON
        """)
    void fileThatDifyDoesNotTake_isAFailure(int status, String body, ErrorCode code, String message) {
        RoutedRequest routed = askWith(PICTURE);
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> UPLOADS.answer(upstream(routed, status, "application/json", body)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }
}
