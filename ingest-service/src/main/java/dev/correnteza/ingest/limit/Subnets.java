package dev.correnteza.ingest.limit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of addresses, as single ones and CIDR blocks of IPv4 and IPv6. Names are never looked up. */
public final class Subnets {

    private final List<IpSubnetFilterRule> rules;

    private Subnets(List<IpSubnetFilterRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * @param texts such as {@code 203.0.113.7}, {@code 203.0.113.0/24} or {@code 2001:db8::/32}
     * @throws IllegalArgumentException naming the first that is none
     */
    public static Subnets of(List<String> texts) {
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (String text : texts) {
            rules.add(rule(text.strip()));
        }
        return new Subnets(rules);
    }

    /** Whether it is one of them. */
    public boolean contains(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule rule : rules) {
            if (rule.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    /** Reads an address without looking anything up; {@code null} where the text is none. */
    static @Nullable InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw malformed(text);
        }
        int longest = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? longest : prefix(text, text.substring(slash + 1), longest);
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
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
}
