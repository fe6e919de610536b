package io.caravan.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.com, http://example.com:80, /",
        "https://example.com/, https://example.com:443, /",
        "HTTPS://Example.com:8443/a/b.png?c=d&e=%20#f, https://Example.com:8443, /a/b.png?c=d&e=%20",
        "https://example.com?q, https://example.com:443, /?q",
        "https://my_bucket.example.com//x, https://my_bucket.example.com:443, //x",
        "https://bücher.example/Grüße.png, https://xn--bcher-kva.example:443, /Gr%C3%BC%C3%9Fe.png",
        "http://[::1]:8080/x, http://[::1]:8080, /x",
        "http://2130706433/, http://2130706433:80, /",
        "http://0x7f.1/, http://0x7f.1:80, /",
        "http://localhost./, http://localhost.:80, /"
    })
    void url_isTakenApart(String url, String host, String path) {
        RemoteAddress address = RemoteAddress.of(url);

        assertThat(address.host().toURI()).isEqualTo(host);
        assertThat(address.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/a, must have an address that begins with http:// or https://",
        "file:///etc/passwd, must have an address that begins with http:// or https://",
        "//example.com/a, must have an address that begins with http:// or https://",
        "http:///a, has an address without a valid host",
        "http:a, has an address without a valid host",
        "http://:80/, has an address without a valid host",
        "http://example.com:99999/, has an address without a valid host",
        "http://user@example.com/, must not have a user or password in its address",
        "http://user:secret@example.com/, must not have a user or password in its address",
        "http://exa mple.com/, has an address that is no valid URL",
        "http://[::1/, has an address that is no valid URL"
    })
    void urlThatIsNone_isRefused(String url, String reason) {
        assertThatThrownBy(() -> RemoteAddress.of(url))
                .isInstanceOf(MediaException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com//, //",
        "http://example.com//?a=b, //?a=b",
        "http://example.com//other.example:x/é, //other.example:x/%C3%A9"
    })
    void pathThatLooksLikeAHost_isAPath(String url, String path) {
        RemoteAddress address = RemoteAddress.of(url);

        assertThat(address.host().toURI()).isEqualTo("http://example.com:80");
        assertThat(address.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/c, https://example.com:443, /c",
        "c?d, https://example.com:443, /a/c?d",
        "//other.example/c, https://other.example:443, /c",
        "http://other.example:8080, http://other.example:8080, /"
    })
    void redirect_isResolved(String location, String host, String path) {
        RemoteAddress address = RemoteAddress.of("https://example.com/a/b").redirected(location);

        assertThat(address.host().toURI()).isEqualTo(host);
        assertThat(address.path()).isEqualTo(path);
    }

    @Test
    void redirectToAnotherScheme_isRefused() {
        assertThatThrownBy(() -> RemoteAddress.of("https://example.com/").redirected("file:///etc/passwd"))
                .isInstanceOf(MediaException.class);
    }
}
