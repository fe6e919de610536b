package io.caravan.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    private static final MediaTypes TYPES = new MediaTypes(Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/heic",
            "image/heif",
            "image/avif",
            "image/bmp",
            "application/pdf",
            "text/plain"));

    @ParameterizedTest
    @CsvSource({"image/PNG, image/png", "text/plain; charset=utf-8, text/plain", "image/jpg, image/jpeg", "'', ''"})
    void header_isReducedToTheType(String header, String type) {
        assertThat(MediaTypes.named(header)).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void beginning_tellsTheType(String beginning, String type) {
        byte[] file = (beginning + "\u0000rest").getBytes(ISO_8859_1);

        assertThat(TYPES.of("application/octet-stream", file)).isEqualTo(type);
        assertThat(TYPES.of("", file)).isEqualTo(type);
        assertThat(TYPES.of("image/png", file)).isEqualTo(type);
        assertThat(TYPES.of(type, beginning.getBytes(ISO_8859_1))).isEqualTo(type);
    }

    private static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("\u00ff\u00d8\u00ff", "image/jpeg"),
                Arguments.of("\u0089PNG\r\n\u001a\n", "image/png"),
                Arguments.of("GIF87a", "image/gif"),
                Arguments.of("GIF89a", "image/gif"),
                Arguments.of("RIFF\u0001\u0002\u0003\u0004WEBP", "image/webp"),
                Arguments.of("\u0000\u0000\u0000\u0018ftypheic", "image/heic"),
                Arguments.of("\u0000\u0000\u0000\u0018ftyphevc", "image/heic"),
                Arguments.of("\u0000\u0000\u0000\u0018ftypmif1", "image/heif"),
                Arguments.of("\u0000\u0000\u0000\u0018ftypmsf1", "image/heif"),
                Arguments.of("\u0000\u0000\u0000\u0018ftypavif", "image/avif"),
                Arguments.of("%PDF-1.4", "application/pdf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "application/pdf"})
    void fileThatDoesNotBeginAsItsTypeDoes_isRefused(String said) {
        assertThatThrownBy(() -> TYPES.of(said, "<html>".getBytes(ISO_8859_1)))
                .isInstanceOf(MediaException.class)
                .hasMessage("is not the " + said + " that its server says it is");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, Hello", "text/plain, GIF", "image/bmp, BM"})
    void typeThatNoBeginningTells_isBelieved(String said, String file) {
        assertThat(TYPES.of(said, file.getBytes(ISO_8859_1))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, text/html",
        "application/octet-stream, of an unknown type",
        "'', of an unknown type",
        "'a b', of an unknown type",
        "<script>, of an unknown type"
    })
    void otherType_isRefused(String said, String name) {
        assertThatThrownBy(() -> TYPES.of(said, "Hello".getBytes(ISO_8859_1)))
                .isInstanceOf(MediaException.class)
                .hasMessage("is " + name + ", not one of application/pdf, image/avif, image/bmp, image/gif, image/heic,"
                        + " image/heif, image/jpeg, image/png, image/webp, text/plain");
    }

    @Test
    void knownTypeThatIsNotTaken_isRefusedThoughTheServerSaysAnother() {
        assertThatThrownBy(() -> new MediaTypes(Set.of("image/png")).of("image/png", "GIF89a".getBytes(ISO_8859_1)))
                .hasMessage("is image/gif, not one of image/png");
    }

    @Test
    void serversWord_isLookedAtBeforeTheFileComes() {
        assertThatCode(() -> TYPES.check("image/png")).doesNotThrowAnyException();
        assertThatCode(() -> TYPES.check("binary/octet-stream")).doesNotThrowAnyException();
        assertThatCode(() -> TYPES.check("")).doesNotThrowAnyException();
        assertThatThrownBy(() -> TYPES.check("video/mp4")).isInstanceOf(MediaException.class);
    }

    @Test
    void file_becomesAUrlThatHoldsIt() {
        assertThat(new Media("image/gif", MediaFixture.GIF.getBytes(ISO_8859_1)).dataUrl())
                .isEqualTo(MediaFixture.GIF_URL);
        assertThat(new Media("text/plain", new byte[] {1}).dataUrl()).isEqualTo("data:text/plain;base64,AQ==");
    }
}
