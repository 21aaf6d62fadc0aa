package dev.correnteza.ingest.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rate of each account and the quota of each tenant. */
public final class RateLimits {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Bandwidth ofAccount;
    private final Bandwidth ofTenant;
    // As many as there are accounts and tenants: only what is authentic gets this far.
    private final Map<String, Bucket> accounts = new ConcurrentHashMap<>();
    private final Map<String, Bucket> tenants = new ConcurrentHashMap<>();

    RateLimits(LimitProperties properties) {
        this.ofAccount = Bandwidth.builder()
                .capacity(properties.accountBurst())
                .refillGreedy(properties.accountPerSecond(), Duration.ofSeconds(1))
                .build();
        this.ofTenant = Bandwidth.builder()
                .capacity(properties.tenantPerDay())
                .refillGreedy(properties.tenantPerDay(), DAY)
                .build();
    }

    /** Takes one authentic webhook. */
    public Grant take(String tenantId, String accountId) {
        ConsumptionProbe account = consume(accounts, accountId, ofAccount);
        if (!account.isConsumed()) {
            return new Grant(Limit.ACCOUNT_RATE, seconds(account));
        }
        ConsumptionProbe tenant = consume(tenants, tenantId, ofTenant);
        return tenant.isConsumed() ? Grant.TAKEN : new Grant(Limit.TENANT_QUOTA, seconds(tenant));
    }

    private static ConsumptionProbe consume(Map<String, Bucket> buckets, String key, Bandwidth bandwidth) {
        return buckets.computeIfAbsent(
                        key, id -> Bucket.builder().addLimit(bandwidth).build())
                .tryConsumeAndReturnRemaining(1);
    }

    private static long seconds(ConsumptionProbe refused) {
        return Math.ceilDiv(refused.getNanosToWaitForRefill(), NANOS_PER_SECOND);
    }

    /** What ended it. */
    public enum Limit {
        NONE,
        ACCOUNT_RATE,
        TENANT_QUOTA
    }

    /**
     * @param exceeded {@link Limit#NONE} where it was taken
     * @param retryAfterSeconds when the next one can be taken; 0 where this one was
     */
    public record Grant(Limit exceeded, long retryAfterSeconds) {
        static final Grant TAKEN = new Grant(Limit.NONE, 0);

        public boolean isTaken() {
            return exceeded == Limit.NONE;
        }
    }
}
