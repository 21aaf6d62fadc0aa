package dev.correnteza.ingest.limit;

import dev.correnteza.gateways.Subnets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds who a request comes from. Headers about it are believed only as far as trusted proxies wrote them: they are read from the end,
 * and the first address that is no trusted proxy's is the client's.
 */
public final class ClientAddress {
    private static final String FORWARDED = "forwarded";
    private static final String X_FORWARDED_FOR = "x-forwarded-for";
    private static final String FOR = "for=";

    private final Subnets trustedProxies;
    private final LimitProperties.ProxyHeader header;

    ClientAddress(Subnets trustedProxies, LimitProperties.ProxyHeader header) {
        this.trustedProxies = trustedProxies;
        this.header = header;
    }

    /**
     * @param peer other end of the connection
     * @param headers by lower-case name; several of one name as one, separated by commas
     * @return {@code null} where it cannot be told: the peer is gone, or a trusted proxy names no address
     */
    public @Nullable InetAddress of(@Nullable InetSocketAddress peer, Map<String, String> headers) {
        if (peer == null || peer.getAddress() == null || !trustedProxies.contains(peer.getAddress())) {
            return peer == null ? null : peer.getAddress();
        }
        List<String> hops = hops(headers);
        InetAddress nearest = peer.getAddress();
        for (int i = hops.size() - 1; i >= 0; i--) {
            nearest = Subnets.address(withoutPort(hops.get(i)));
            if (nearest == null || !trustedProxies.contains(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private List<String> hops(Map<String, String> headers) {
        String value = headers.get(header == LimitProperties.ProxyHeader.FORWARDED ? FORWARDED : X_FORWARDED_FOR);
        if (value == null) {
            return List.of();
        }
        return switch (header) {
            case FORWARDED -> forwarded(value);
            case X_FORWARDED_FOR -> elements(value, ',');
        };
    }

    // RFC 7239: an element for each hop, its parameters in any order; one that names no address hides the client.
    private static List<String> forwarded(String value) {
        List<String> hops = new ArrayList<>();
        for (String element : elements(value, ',')) {
            String named = "";
            for (String parameter : elements(element, ';')) {
                if (parameter.toLowerCase(Locale.ROOT).startsWith(FOR)) {
                    named = unquoted(parameter.substring(FOR.length()).strip());
                }
            }
            hops.add(named);
        }
        return hops;
    }

    /** What separators part, those inside quotes aside. */
    private static List<String> elements(String value, char separator) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && value.charAt(i) == '"') {
                quoted = !quoted;
            } else if (i == value.length() || (value.charAt(i) == separator && !quoted)) {
                elements.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        return elements;
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    // 203.0.113.7:4711 and [2001:db8::1]:4711, but not 2001:db8::1.
    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
