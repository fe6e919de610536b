package io.caravan.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.1.2.3");

    @Test
    void nothingAllowed_leavesPublicAddresses() {
        assertThat(AddressPolicy.of(false, List.of()).allowed("host", PRIVATE, PUBLIC))
                .containsExactly(PUBLIC);
    }

    @Test
    void everythingAllowed_leavesAll() {
        assertThat(AddressPolicy.of(true, List.of()).allowed("host", PRIVATE, PUBLIC))
                .containsExactly(PRIVATE, PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({
        "Files.Internal, files.internal",
        "files.internal, FILES.internal.",
        "files.internal., files.internal",
        "10.1.2.3, anything",
        "10.1.0.0/16, anything",
        "10.1.2.3/32, anything",
        "0.0.0.0/0, anything"
    })
    void whatIsAllowed_isLeft(String entry, String host) {
        assertThat(AddressPolicy.of(false, List.of(entry)).allowed(host, PRIVATE))
                .containsExactly(PRIVATE);
    }

    @ParameterizedTest
    @CsvSource({
        "files.internal, other.internal",
        "files.internal, sub.files.internal",
        "10.1.2.4, 10.1.2.3",
        "10.1.2.2/32, 10.1.2.3",
        "10.2.0.0/16, 10.1.2.3",
        "10.128.0.0/9, 10.1.2.3",
        "::/0, 10.1.2.3"
    })
    void whatIsNotAllowed_isLeftOut(String entry, String host) {
        assertThat(AddressPolicy.of(false, List.of(entry)).allowed(host, PRIVATE))
                .isEmpty();
    }

    @Test
    void rangeOfIpv6_isUnderstood() {
        InetAddress local = InetAddress.ofLiteral("fd00:1234::5");

        assertThat(AddressPolicy.of(false, List.of("fd00:1234::/32")).allowed("host", local))
                .containsExactly(local);
        assertThat(AddressPolicy.of(false, List.of("fd00:1235::/32")).allowed("host", local))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "host/8", "300.1.1.1", "fd00::/129"})
    void entryThatIsNeither_isRefused(String entry) {
        assertThatThrownBy(() -> AddressPolicy.of(false, List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("caravan.media.allowed-hosts: " + entry + " is neither a host nor an address nor a range");
    }
}
