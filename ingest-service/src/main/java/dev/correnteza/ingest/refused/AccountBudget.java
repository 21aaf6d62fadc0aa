package dev.correnteza.ingest.refused;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What of an account's refused webhooks is kept: so many, and so large, and no more. */
final class AccountBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bucket webhooks;
    private final Bucket bytes;

    AccountBudget(RefusedProperties properties, Clock clock) {
        TimeMeter meter = new ClockMeter(clock);
        this.webhooks = bucket(properties.burst(), properties.perMinute(), meter);
        this.bytes = bucket(
                properties.burstSize().toBytes(), properties.sizePerMinute().toBytes(), meter);
    }

    /** Whether a webhook of this size is still within it; then it counts. */
    boolean take(long size) {
        return webhooks.tryConsume(1) && bytes.tryConsume(size);
    }

    private static Bucket bucket(long capacity, long perMinute, TimeMeter meter) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perMinute, MINUTE))
                .withCustomTimePrecision(meter)
                .build();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
