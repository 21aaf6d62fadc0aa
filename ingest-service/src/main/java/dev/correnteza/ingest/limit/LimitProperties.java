package dev.correnteza.ingest.limit;

import dev.correnteza.gateways.Subnets;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param accountPerSecond authentic webhooks of one account that are taken in the long run
 * @param accountBurst how many of them may come at once after a pause
 * @param tenantPerDay authentic webhooks of one tenant's accounts together, granted evenly over the day
 * @param trustedProxies addresses and CIDR blocks of proxies that say truly who they forward for; none by default
 * @param proxyHeader where they say it
 */
@Validated
@ConfigurationProperties("correnteza.ingest.limit")
record LimitProperties(
        @DefaultValue("1000") @Min(1) long accountPerSecond,
        @DefaultValue("10000") @Min(1) long accountBurst,
        @DefaultValue("20000000") @Min(1) long tenantPerDay,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ProxyHeader proxyHeader) {

    /** Which of the two headers the proxies write; the other, which anybody may send, is not read. */
    enum ProxyHeader {
        /** RFC 7239. */
        FORWARDED,
        X_FORWARDED_FOR
    }

    LimitProperties {
        trustedProxies = List.copyOf(trustedProxies);
        try {
            Subnets.of(trustedProxies);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("correnteza.ingest.limit.trusted-proxies: " + e.getMessage(), e);
        }
    }
}
