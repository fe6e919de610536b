package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPartTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        data:image/png;base64,AA==                  | {"inlineData": {"mimeType": "image/png", "data": "AA=="}}
        DATA:Image/WebP;charset=x;BASE64,AA==       | {"inlineData": {"mimeType": "image/webp", "data": "AA=="}}
        data:image/jpg;base64,AA==                  | {"inlineData": {"mimeType": "image/jpeg", "data": "AA=="}}
        data:video/mp4;base64,AA==                  | {"inlineData": {"mimeType": "video/mp4", "data": "AA=="}}
        https://generativelanguage.googleapis.com/v1beta/files/abc | {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc"}}
        https://www.youtube.com/watch?v=9hE5-98ZeCg | {"fileData": {"fileUri": "https://www.youtube.com/watch?v=9hE5-98ZeCg"}}
        https://youtu.be/9hE5-98ZeCg                | {"fileData": {"fileUri": "https://youtu.be/9hE5-98ZeCg"}}
        HTTPS://m.youtube.com/watch?v=x             | {"fileData": {"fileUri": "HTTPS://m.youtube.com/watch?v=x"}}
        https://youtube.com/watch?v=x               | {"fileData": {"fileUri": "https://youtube.com/watch?v=x"}}
        gs://bucket/Cat.PNG                         | {"fileData": {"fileUri": "gs://bucket/Cat.PNG", "mimeType": "image/png"}}
        gs://bucket/cat                             | {"fileData": {"fileUri": "gs://bucket/cat"}}
        """)
    void image_byUrl_isInlineOrGoogles(String url, String part) {
        check("{\"type\": \"image_url\", \"image_url\": {\"url\": \"%s\"}}".formatted(url), part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/cat.png",
                "http://www.youtube.com/watch?v=x",
                "https://www.youtube.com.example.org/x",
                "https://example.org/?https://www.youtube.com/",
                "file:///etc/passwd",
                "cat.png",
                "",
                "data:image/png,AA==",
                "data:image/png;base64",
                "data:text/plain,hello",
                "xdata:image/png;base64,AA==",
            })
    void image_byAnyOtherUrl_isRefused(String url) {
        Refusals.unsupported(
                asking("{\"type\": \"image_url\", \"image_url\": {\"url\": \"%s\"}}".formatted(url)),
                "messages.0.content.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:;base64,AA==", "data:application/octet-stream;base64,AA=="})
    void image_withoutAMediaType_isRefused(String url) {
        Refusals.invalid(
                asking("{\"type\": \"image_url\", \"image_url\": {\"url\": \"%s\"}}".formatted(url)),
                "messages.0.content.1");
    }

    @ParameterizedTest
    @CsvSource({
        "wav, AA==, audio/wav",
        "mp3, AA==, audio/mp3",
        "FLAC, AA==, audio/flac",
        "pcm16, AA==, audio/pcm16",
        "wav, 'data:audio/x-wav;base64,AA==', audio/wav"
    })
    void audio_isInline(String format, String data, String type) {
        check(
                "{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"%s\", \"format\": \"%s\"}}"
                        .formatted(data, format),
                "{\"inlineData\": {\"mimeType\": \"%s\", \"data\": \"AA==\"}}".formatted(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audio/wav", "wäv", "x y"})
    void audio_ofNoFormat_isRefused(String format) {
        Refusals.invalid(
                asking("{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"AA==\", \"format\": \"%s\"}}"
                        .formatted(format)),
                "messages.0.content.1.input_audio.format");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"file_data": "data:application/pdf;base64,AA=="}                          | {"inlineData": {"mimeType": "application/pdf", "data": "AA=="}}
        {"file_data": "data:text/csv;base64,AA==", "filename": "a.txt"}            | {"inlineData": {"mimeType": "text/csv", "data": "AA=="}}
        {"file_data": "data:application/octet-stream;base64,AA==", "filename": "a.PDF"} | {"inlineData": {"mimeType": "application/pdf", "data": "AA=="}}
        {"file_data": "AA==", "filename": "notes.txt"}                             | {"inlineData": {"mimeType": "text/plain", "data": "AA=="}}
        {"file_data": "https://www.youtube.com/watch?v=x"}                         | {"fileData": {"fileUri": "https://www.youtube.com/watch?v=x"}}
        {"file_data": "data:text/plain;base64,AA==", "file_id": "abc"}             | {"inlineData": {"mimeType": "text/plain", "data": "AA=="}}
        {"file_id": "abc"}                   | {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc"}}
        {"file_id": "files/abc"}             | {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc"}}
        {"file_id": "abc", "filename": "a.pdf"} | {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc", "mimeType": "application/pdf"}}
        {"file_id": "https://generativelanguage.googleapis.com/v1beta/files/abc"} | {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc"}}
        {"file_id": "gs://bucket/a"}         | {"fileData": {"fileUri": "gs://bucket/a"}}
        """)
    void file_isInlineOrGoogles(String file, String part) {
        check("{\"type\": \"file\", \"file\": %s}".formatted(file), part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"file_data": "https://example.org/a.pdf"}   | messages.0.content.1
        {"file_data": "data:text/plain,hello"}       | messages.0.content.1
        {"file_id": "https://example.org/a.pdf"}     | messages.0.content.1.file.file_id
        """)
    void file_elsewhere_isRefused(String file, String path) {
        Refusals.unsupported(asking("{\"type\": \"file\", \"file\": %s}".formatted(file)), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"file_data\": \"AA==\"}", "{\"file_data\": \"AA==\", \"filename\": \"thing\"}"})
    void file_withoutAMediaType_isRefused(String file) {
        Refusals.invalid(asking("{\"type\": \"file\", \"file\": %s}".formatted(file)), "messages.0.content.1");
    }

    private static void check(String given, String expected) {
        assertThat(body(asking(given)).path("contents")).isEqualTo(json("""
            [{"role": "user", "parts": [{"text": "What is this?"}, %s]}]\
            """.formatted(expected)));
    }

    private static RoutedRequest asking(String part) {
        return ask("gemini-2.5-flash", """
            [{"role": "user", "content": [{"type": "text", "text": "What is this?"}, %s]}]\
            """.formatted(part), "");
    }
}
