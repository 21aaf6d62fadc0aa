package dev.correnteza.gateways;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A set of addresses, as single ones and CIDR blocks of IPv4 and IPv6. Names are never looked up. */
public final class Subnets {
    // What the JDK reads beyond these (10.1 for 10.0.0.1, fe80::1%eth0) is more likely a slip than meant.
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Subnet> subnets;

    private Subnets(List<Subnet> subnets) {
        this.subnets = List.copyOf(subnets);
    }

    /**
     * @param texts such as {@code 203.0.113.7}, {@code 203.0.113.0/24} or {@code 2001:db8::/32}
     * @throws IllegalArgumentException naming the first that is none
     */
    public static Subnets of(List<String> texts) {
        List<Subnet> subnets = new ArrayList<>();
        for (String text : texts) {
            subnets.add(subnet(text.strip()));
        }
        return new Subnets(subnets);
    }

    /** Whether it is one of them. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Subnet subnet : subnets) {
            if (subnet.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Reads an address without looking anything up; {@code null} where the text is none. */
    public static @Nullable InetAddress address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Subnet subnet(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw malformed(text);
        }
        byte[] bytes = address.getAddress();
        int longest = bytes.length * Byte.SIZE;
        return new Subnet(bytes, slash < 0 ? longest : prefix(text, text.substring(slash + 1), longest));
    }

    private static int prefix(String text, String digits, int longest) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > longest) {
            throw malformed(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                text + ": malformed (expected: an address, or a block such as 203.0.113.0/24 or 2001:db8::/32)");
    }

    private static final class Subnet {
        private final byte[] address;
        private final int prefix;

        private Subnet(byte[] address, int prefix) {
            this.address = address;
            this.prefix = prefix;
        }

        private boolean contains(byte[] other) {
            int whole = prefix / Byte.SIZE;
            int rest = prefix % Byte.SIZE;
            return other.length == address.length
                    && Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
        }
    }
}
