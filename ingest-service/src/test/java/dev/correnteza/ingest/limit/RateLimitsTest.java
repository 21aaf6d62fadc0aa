package dev.correnteza.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.ingest.limit.LimitProperties.ProxyHeader;
import dev.correnteza.ingest.limit.RateLimits.Grant;
import dev.correnteza.ingest.limit.RateLimits.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    @Test
    void grantsABurstAndSaysWhenToComeAgain() {
        // So slow that nothing is refilled meanwhile.
        RateLimits limits = new RateLimits(properties(1, 3, 1_000_000));

        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("tenant", "account")).isEqualTo(Grant.TAKEN);
        }
        assertThat(limits.take("tenant", "account")).satisfies(grant -> {
            assertThat(grant.exceeded()).isEqualTo(Limit.ACCOUNT_RATE);
            assertThat(grant.retryAfterSeconds()).isEqualTo(1);
        });
    }

    @Test
    void letsAnAccountUseUpNobodyElsesRate() {
        RateLimits limits = new RateLimits(properties(1, 1, 1_000_000));
        limits.take("tenant", "one");

        assertThat(limits.take("tenant", "one").isTaken()).isFalse();
        assertThat(limits.take("tenant", "other").isTaken()).isTrue();
    }

    @Test
    void countsTheAccountsOfATenantTogether() {
        RateLimits limits = new RateLimits(properties(100, 100, 2));
        limits.take("tenant", "one");
        limits.take("tenant", "other");

        assertThat(limits.take("tenant", "one")).satisfies(grant -> {
            assertThat(grant.exceeded()).isEqualTo(Limit.TENANT_QUOTA);
            assertThat(grant.retryAfterSeconds()).isBetween(43_000L, 43_200L);
        });
        assertThat(limits.take("another", "one").isTaken()).isTrue();
    }

    @Test
    void refusesProxiesThatAreNoAddresses() {
        assertThatThrownBy(() -> new LimitProperties(1, 1, 1, List.of("proxy.example.com"), ProxyHeader.FORWARDED))
                .hasMessageStartingWith("correnteza.ingest.limit.trusted-proxies: proxy.example.com: malformed");
    }

    private static LimitProperties properties(long perSecond, long burst, long perDay) {
        return new LimitProperties(perSecond, burst, perDay, List.of(), ProxyHeader.X_FORWARDED_FOR);
    }
}
