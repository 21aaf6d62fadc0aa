package dev.correnteza.backfill.gateway.hotmart;

import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** When an account may call next: by our own limit, and by what the API says of its own. */
final class HotmartPace {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BURST = 20;

    private final Clock clock;
    private final Duration longestWait;
    private final Bucket calls;
    private final AtomicReference<Instant> notBefore = new AtomicReference<>(Instant.EPOCH);

    HotmartPace(HotmartProperties properties, Clock clock) {
        this.clock = clock;
        this.longestWait = properties.maxRetryAfter();
        this.calls = Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.min(BURST, properties.callsPerMinute()))
                        .refillGreedy(properties.callsPerMinute(), MINUTE))
                .build();
    }

    /** Completes when the next call may be made. */
    Mono<Void> turn() {
        return Mono.defer(() -> {
            Duration ours = Duration.ofNanos(calls.consumeIgnoringRateLimits(1));
            Duration theirs = Duration.between(clock.instant(), notBefore.get());
            Duration wait = ours.compareTo(theirs) > 0 ? ours : theirs;
            return wait.isPositive() ? Mono.delay(wait).then() : Mono.empty();
        });
    }

    /** Takes note of what an answer says of the limit. */
    void observe(int status, HttpHeaders headers) {
        boolean throttled = status == 429;
        boolean exhausted = "0".equals(headers.getFirst("RateLimit-Remaining"));
        if (throttled || exhausted || headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            seconds(headers, HttpHeaders.RETRY_AFTER)
                    .or(() -> seconds(headers, "RateLimit-Reset"))
                    .ifPresent(wait -> notBefore.accumulateAndGet(
                            clock.instant().plus(wait), (old, now) -> old.isAfter(now) ? old : now));
        }
    }

    private Optional<Duration> seconds(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getFirst(name))
                .map(String::trim)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(wait -> wait.compareTo(longestWait) > 0 ? longestWait : wait);
    }
}
