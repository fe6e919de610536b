package io.caravan.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,AAAA                 | image/png       | true  | AAAA",
                "DATA:IMAGE/PNG;BASE64,aAaA                 | image/png       | true  | aAaA",
                "data:text/plain;charset=utf-8;base64,QQ==  | text/plain      | true  | QQ==",
                "data:text/plain;charset=utf-8,a%20b,c      | text/plain      | false | a%20b,c",
                "data: application/pdf ;base64,AA           | application/pdf | true  | AA",
                "data:;base64,AA                            | ''              | true  | AA",
                "data:,A                                    | ''              | false | A"
            })
    void url_thatHoldsData_isTakenApart(String url, String mediaType, boolean base64, String data) {
        assertThat(DataUrl.of(url)).contains(new DataUrl(mediaType, base64, data));
        assertThat(DataUrl.ofBase64(url).isPresent()).isEqualTo(base64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data:image/png;base64", "https://a/b,c", "xdata:,A", "dat:,A"})
    void url_ofAnotherKind_isNone(String url) {
        assertThat(DataUrl.of(url)).isEmpty();
        assertThat(DataUrl.ofBase64(url)).isEmpty();
    }

    @Test
    void data_inEitherEncoding_isTextOrBase64() {
        DataUrl base64 = new DataUrl("text/plain", true, "w7wrIQ==");
        DataUrl escaped = new DataUrl("text/plain", false, "%C3%BC+!");

        assertThat(base64.text()).contains("ü+!");
        assertThat(escaped.text()).contains("ü+!");
        assertThat(base64.inBase64()).contains("w7wrIQ==");
        assertThat(escaped.inBase64()).contains("w7wrIQ==");
    }

    @Test
    void data_thatIsNoText_keepsItsBytes() {
        assertThat(new DataUrl("image/png", false, "%89PNG%ff%00ü").bytes())
                .contains(new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, 0, (byte) 0xc3, (byte) 0xbc});
    }

    @Test
    void base64_inSeveralLines_isRead() {
        assertThat(new DataUrl("text/plain", true, "aGVs\r\nbG8=\n").text()).contains("hello");
    }

    @ParameterizedTest
    @CsvSource({"true, A", "true, a*b=", "false, %zz", "false, %4"})
    void data_thatIsNotEncodedAsItSays_isNothing(boolean base64, String data) {
        DataUrl url = new DataUrl("text/plain", base64, data);

        assertThat(url.bytes()).isEmpty();
        assertThat(url.text()).isEmpty();
    }

    @Test
    void data_thatCannotBeUnescaped_isNoBase64() {
        assertThat(new DataUrl("text/plain", false, "%zz").inBase64()).isEmpty();
    }
}
