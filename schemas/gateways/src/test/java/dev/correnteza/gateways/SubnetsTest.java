package dev.correnteza.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetsTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.77/24, 203.0.113.1, true",
        "203.0.113.0/25, 203.0.113.127, true",
        "203.0.113.0/25, 203.0.113.128, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.128/25, 203.0.113.255, true",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 203.0.113.7, false",
        "203.0.113.7, ::ffff:203.0.113.7, true"
    })
    void tellsWhichAddressesItHolds(String block, String address, boolean isInside) {
        InetAddress client = Objects.requireNonNull(Subnets.address(address));

        assertThat(Subnets.of(List.of("192.0.2.1", block)).contains(client)).isEqualTo(isInside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "203.0.113",
                "203.0.113.256",
                "3405803783",
                "fe80::1%1",
                "2001:db8::g",
                "203.0.113.0/33",
                "203.0.113.0/",
                "::/129",
                "1.2.3.4/-1",
                "203.0.113.0/24/8"
            })
    void refusesWhatIsNoAddressAndLooksNothingUp(String text) {
        assertThatThrownBy(() -> Subnets.of(List.of("192.0.2.1", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: an address");
    }
}
