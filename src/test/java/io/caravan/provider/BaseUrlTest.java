package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://api.acme.example/v1",
                "HTTPS://acme.example:65535/",
                "http://10.0.0.1:8000/v1?tenant=a",
                "http://[::1]:8000"
            })
    void addressOfHttpWithAHost_leadsSomewhere(String url) {
        assertThat(BaseUrl.leadsSomewhere(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "htp:/bad host",
                "http://bad host",
                "ftp://acme.example",
                "acme.example",
                "localhost:8000",
                "//acme.example/v1",
                "/v1",
                "http:///v1",
                "http://:8000",
                "http:acme.example",
                "http://acme.example:65536",
                "http://acme.example:port",
                "http://one_host/v1",
                "{{ACME_URL}}"
            })
    void anythingElse_leadsNowhere(String url) {
        assertThat(BaseUrl.leadsSomewhere(url)).isFalse();
    }
}
