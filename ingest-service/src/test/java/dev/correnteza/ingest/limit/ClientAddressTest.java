package dev.correnteza.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Subnets;
import dev.correnteza.ingest.limit.LimitProperties.ProxyHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies are trusted in 10.0.0.0/8 and at 2001:db8::9. */
class ClientAddressTest {
    private static final Subnets PROXIES = Subnets.of(List.of("10.0.0.0/8", "2001:db8::9"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
                "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1, 10.0.0.2 | 198.51.100.1",
                "10.0.0.1 | 192.0.2.66, 198.51.100.1, 10.0.0.2 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1:4711 | 198.51.100.1",
                "10.0.0.1 | [2001:db8::7]:4711 | 2001:db8::7",
                "2001:db8::9 | 2001:db8::7 | 2001:db8::7",
                "10.0.0.1 | 192.0.2.66, unknown | -",
                "10.0.0.1 | 192.0.2.66, not-an-address.example.com | -",
                "10.0.0.1 | 192.0.2.66, | -",
                "10.0.0.1 | 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | - | 10.0.0.1"
            })
    void believesOnlyWhatTrustedProxiesSay(String peer, @Nullable String header, @Nullable String client) {
        Map<String, String> headers = new HashMap<>(Map.of("forwarded", "for=192.0.2.99"));
        if (header != null) {
            headers.put("x-forwarded-for", header);
        }

        assertThat(client(ProxyHeader.X_FORWARDED_FOR, peer, headers)).isEqualTo(address(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '\'',
            value = {
                "203.0.113.7 | for=198.51.100.1 | 203.0.113.7",
                "10.0.0.1 | for=198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | proto=https; For=\"198.51.100.1:80\" ;by=10.0.0.1 | 198.51.100.1",
                "10.0.0.1 | for=\"[2001:db8::7]:4711\" | 2001:db8::7",
                "10.0.0.1 | for=192.0.2.66, for=198.51.100.1, for=10.0.0.2 | 198.51.100.1",
                "10.0.0.1 | for=192.0.2.66, for=_hidden | -",
                "10.0.0.1 | for=192.0.2.66, proto=https | -",
                "10.0.0.1 | for=\"192.0.2.66, for=198.51.100.1\" | -"
            })
    void readsTheStandardHeader(String peer, String header, @Nullable String client) {
        Map<String, String> headers = Map.of("x-forwarded-for", "192.0.2.99", "forwarded", header);

        assertThat(client(ProxyHeader.FORWARDED, peer, headers)).isEqualTo(address(client));
    }

    @Test
    void knowsNobodyWithoutAConnection() {
        assertThat(new ClientAddress(PROXIES, ProxyHeader.FORWARDED).of(null, Map.of()))
                .isNull();
    }

    private static @Nullable InetAddress client(ProxyHeader header, String peer, Map<String, String> headers) {
        InetAddress address = Objects.requireNonNull(address(peer));
        return new ClientAddress(PROXIES, header).of(new InetSocketAddress(address, 4711), headers);
    }

    private static @Nullable InetAddress address(@Nullable String text) {
        return text == null ? null : Subnets.address(text);
    }
}
