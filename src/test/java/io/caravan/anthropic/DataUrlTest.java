package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "data:;base64,AA                            | text/plain      | true  | AA",
                "data:,A                                    | text/plain      | false | A"
            })
    void url_thatHoldsData_isTakenApart(String url, String mediaType, boolean base64, String data) {
        assertThat(DataUrl.of(url)).contains(new DataUrl(mediaType, base64, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data:image/png;base64", "https://a/b,c", "xdata:,A", "dat:,A"})
    void url_ofAnotherKind_isNone(String url) {
        assertThat(DataUrl.of(url)).isEmpty();
    }

    @Test
    void data_inEitherEncoding_isTextOrBase64() {
        DataUrl base64 = new DataUrl("text/plain", true, "w7wrIQ==");
        DataUrl escaped = new DataUrl("text/plain", false, "%C3%BC+!");

        assertThat(base64.text()).isEqualTo("ü+!");
        assertThat(escaped.text()).isEqualTo("ü+!");
        assertThat(base64.inBase64()).isEqualTo("w7wrIQ==");
        assertThat(escaped.inBase64()).isEqualTo("w7wrIQ==");
    }

    @Test
    void data_thatIsNotEncoded_isNoText() {
        assertThatThrownBy(() -> new DataUrl("text/plain", false, "%zz").text())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataUrl("text/plain", true, "A").text())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
