package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.assertRefused;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentBlocksTest {

    private static RoutedRequest request(String parts) {
        return routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [{"role": "user", "content": [%s]}]}
            """.formatted(parts));
    }

    private static JsonNode blocks(String parts) {
        return sent(request(parts)).at("/messages/0/content");
    }

    private static String image(String url) {
        return "{\"type\": \"image_url\", \"image_url\": {\"url\": \"" + url + "\", \"detail\": \"low\"}}";
    }

    private static String file(String members) {
        return "{\"type\": \"file\", \"file\": {" + members + "}}";
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, image/jpeg",
        "image/png,  image/png",
        "image/gif,  image/gif",
        "image/webp, image/webp",
        "image/jpg,  image/jpeg",
        "IMAGE/PNG,  image/png"
    })
    void picture_asDataUrl_isBase64(String given, String sent) {
        assertThat(blocks(image("data:" + given + ";base64,AbC+/w=="))).isEqualTo(json("""
            [{"type": "image", "source": {"type": "base64", "media_type": "%s", "data": "AbC+/w=="}}]
            """.formatted(sent)));
    }

    @Test
    void picture_asPercentEncodedDataUrl_isBase64() {
        assertThat(blocks(image("data:image/png,abc")).at("/0/source/data").textValue())
                .isEqualTo("YWJj");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a.png?b=c", "HTTPS://example.com/a.png"})
    void picture_byHttpsUrl_isUrl(String url) {
        assertThat(blocks(image(url))).isEqualTo(json("""
            [{"type": "image", "source": {"type": "url", "url": "%s"}}]
            """.formatted(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a.png",
                "gs://bucket/a.png",
                "a.png",
                "data:image/svg+xml;base64,AA",
                "data:application/pdf;base64,AA",
                "data:,AA"
            })
    void picture_inAnotherForm_isRefused(String url) {
        assertRefused(
                request("{\"type\": \"text\", \"text\": \"A\"}, " + image(url)),
                ErrorCode.UNSUPPORTED_PARAMETER,
                "messages.0.content.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:image/png;base64,", "data:image/png;base64,  ", "data:image/png,%zz"})
    void picture_thatIsNotEncoded_isRefused(String url) {
        assertRefused(request(image(url)), ErrorCode.VALIDATION, "messages.0.content.0");
    }

    @Test
    void document_inPdf_isBase64WithItsName() {
        assertThat(blocks(file("\"file_data\": \"data:application/pdf;base64,JVBE\", \"filename\": \"a.pdf\"")))
                .isEqualTo(json("""
                    [{"type": "document", "title": "a.pdf",
                      "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBE"}}]
                    """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:text/plain;base64,R3LDvMOfZQ==", "data:text/markdown,Gr%C3%BC%C3%9Fe"})
    void document_inText_isText(String url) {
        assertThat(blocks(file("\"file_data\": \"" + url + "\", \"filename\": \" \"")))
                .isEqualTo(json("""
                    [{"type": "document",
                      "source": {"type": "text", "media_type": "text/plain", "data": "Grüße"}}]
                    """));
    }

    @Test
    void document_thatIsAPicture_isPicture() {
        assertThat(blocks(file("\"file_data\": \"data:image/png;base64,AAAA\", \"filename\": \"a.png\"")))
                .isEqualTo(json("""
                    [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}]
                    """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file_data", "file_id"})
    void document_byHttpsUrl_isUrl(String member) {
        assertThat(blocks(file("\"" + member + "\": \"https://example.com/a.pdf\"")))
                .isEqualTo(json("""
                    [{"type": "document", "source": {"type": "url", "url": "https://example.com/a.pdf"}}]
                    """));
    }

    @Test
    void document_inTheServicesStore_isNamedByItsIdAndAsksForTheBeta() {
        RoutedRequest request = request(file("\"file_id\": \"file_011\", \"filename\": \"a.pdf\""));

        assertThat(sent(request).at("/messages/0/content")).isEqualTo(json("""
            [{"type": "document", "title": "a.pdf", "source": {"type": "file", "file_id": "file_011"}}]
            """));
        assertThat(transformer().request(request).headers()).containsEntry("anthropic-beta", "files-api-2025-04-14");
    }

    @Test
    void document_fromElsewhere_asksForNoBeta() {
        assertThat(transformer()
                        .request(request(file("\"file_id\": \"https://example.com/a.pdf\"")))
                        .headers())
                .doesNotContainKey("anthropic-beta");
    }

    @ParameterizedTest
    @CsvSource({
        "data:application/zip;base64$AA, UNSUPPORTED_PARAMETER",
        "http://example.com/a.pdf,       UNSUPPORTED_PARAMETER",
        "JVBERi0,                        UNSUPPORTED_PARAMETER",
        "data:text/plain$%zz,            VALIDATION",
        "data:application/pdf;base64$,   VALIDATION"
    })
    void document_inAnotherForm_isRefused(String url, ErrorCode code) {
        assertRefused(request(file("\"file_data\": \"" + url.replace('$', ',') + "\"")), code, "messages.0.content.0");
    }

    @Test
    void sound_isRefused() {
        assertRefused(
                request("{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"AA\", \"format\": \"wav\"}}"),
                ErrorCode.UNSUPPORTED_PARAMETER,
                "messages.0.content.0");
    }

    @Test
    void cacheControl_onPicturesAndDocuments_isKept() {
        assertThat(blocks("""
            {"type": "image_url", "image_url": "https://a/b.png", "cache_control": {"type": "ephemeral"}},
            {"type": "file", "file": {"file_id": "f"}, "cache_control": {"type": "ephemeral", "ttl": "1h"}}
            """)).isEqualTo(json("""
                [{"type": "image", "source": {"type": "url", "url": "https://a/b.png"},
                  "cache_control": {"type": "ephemeral"}},
                 {"type": "document", "source": {"type": "file", "file_id": "f"},
                  "cache_control": {"type": "ephemeral", "ttl": "1h"}}]
                """));
    }

    @Test
    void members_thatOnlyAnthropicKnows_areKept() {
        assertThat(blocks("""
            {"type": "text", "text": "A", "citations": [{"x": 1}], "other": 1},
            {"type": "file", "file": {"file_id": "f"}, "citations": {"enabled": true}, "context": "C", "title": "no"},
            {"type": "text", "text": "B", "citations": null}
            """)).isEqualTo(json("""
                [{"type": "text", "text": "A", "citations": [{"x": 1}]},
                 {"type": "document", "source": {"type": "file", "file_id": "f"}, "citations": {"enabled": true},
                  "context": "C"},
                 {"type": "text", "text": "B"}]
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"search_result\",\"source\":\"a\",\"title\":\"b\",\"content\":[]}",
                "{\"type\":\"container_upload\",\"file_id\":\"f\"}",
                "{\"type\":\"document\",\"source\":{\"type\":\"text\"},\"citations\":{\"enabled\":true}}",
                "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}",
                "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[]}",
                "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}",
                "{\"type\":\"mcp_tool_use\",\"id\":\"s\"}"
            })
    void part_inAnthropicsOwnForm_isLeftAsItIs(String part) {
        RoutedRequest request = request(part);

        assertThat(sent(request).at("/messages/0/content/0")).isEqualTo(json(part));
    }

    @Test
    void part_inAnthropicsOwnForm_doesNotTakeAMarkIntoTheCallersRequest() {
        RoutedRequest request = routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [{"role": "user", "cache_control": {"type": "a"},
             "content": [{"type": "search_result", "source": "a"}]}]}
            """);

        JsonNode block = sent(request).at("/messages/0/content/0");

        assertThat(block).isEqualTo(json("""
            {"type": "search_result", "source": "a", "cache_control": {"type": "a"}}
            """));
        assertThat(request.chat().messages().getFirst().content().toString()).doesNotContain("cache_control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video_url", "document", "image", "tool_use"})
    void part_ofAnotherKind_isRefused(String type) {
        assertRefused(request("{\"type\": \"" + type + "\"}"), ErrorCode.UNSUPPORTED_PARAMETER, "messages.0.content.0");
    }
}
