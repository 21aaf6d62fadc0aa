package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Caller;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells whose a key is. The table is read at most every two seconds, by the first request after that time, which waits for it: a
 * revoked key is not accepted longer than that by any instance, and while the table cannot be read, no key of it is.
 */
@Component
class KnownKeys {
    private static final Logger log = LoggerFactory.getLogger(KnownKeys.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final List<Configured> configured;
    private final KeyRepository repository;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Mono<Snapshot> stored;
    private final Map<String, Long> useNotedAt = new ConcurrentHashMap<>();
    private volatile long changedAt;

    @Autowired
    KnownKeys(ApiKeyProperties properties, KeyRepository repository, Clock clock) {
        this(properties, repository, clock, System::nanoTime);
    }

    /** @param nanos time that only goes on, in nanoseconds */
    KnownKeys(ApiKeyProperties properties, KeyRepository repository, Clock clock, LongSupplier nanos) {
        this.configured = properties.apiKeys().stream().map(Configured::of).toList();
        this.repository = repository;
        this.clock = clock;
        this.nanos = nanos;
        this.changedAt = nanos.getAsLong();
        // Counted from before it is read: what is revoked meanwhile is seen by the next.
        this.stored = Mono.defer(() -> {
                    long since = nanos.getAsLong();
                    return repository
                            .accepted(clock.instant())
                            .collectList()
                            .timeout(PATIENCE)
                            .map(keys -> new Snapshot(keys, since));
                })
                .cacheInvalidateIf(this::isPast);
    }

    /** Empty for a key that is not accepted; fails when that cannot be told. */
    Mono<Caller> find(String key) {
        byte[] presented = KeyHash.of(key);
        Caller known = null;
        for (Configured one : configured) {
            if (MessageDigest.isEqual(presented, one.sha256())) {
                known = one.caller();
            }
        }
        return known == null ? stored(presented) : Mono.just(known);
    }

    /** Lets this instance see at once what it changed itself. */
    void forget() {
        changedAt = nanos.getAsLong();
    }

    private Mono<Caller> stored(byte[] presented) {
        return stored.flatMap(snapshot -> {
            KeyRow known = null;
            for (KeyRow key : snapshot.keys()) {
                if (MessageDigest.isEqual(presented, key.sha256())) {
                    known = key;
                }
            }
            Instant now = clock.instant();
            return known == null || !known.isAcceptedAt(now)
                    ? Mono.empty()
                    : noted(known, now).thenReturn(known.caller());
        });
    }

    private Mono<Void> noted(KeyRow key, Instant now) {
        long time = nanos.getAsLong();
        Long before = useNotedAt.get(key.keyId());
        if (before != null && time - before < USE_NOTED_EVERY.toNanos()) {
            return Mono.empty();
        }
        useNotedAt.put(key.keyId(), time);
        return repository.used(key, now, USE_NOTED_EVERY).onErrorResume(failure -> {
            log.atWarn().addKeyValue("keyId", key.keyId()).setCause(failure).log("use of an API key was not noted");
            return Mono.empty();
        });
    }

    private boolean isPast(Snapshot snapshot) {
        return nanos.getAsLong() - snapshot.since() > FRESH.toNanos() || snapshot.since() - changedAt < 0;
    }

    private record Snapshot(List<KeyRow> keys, long since) {}

    private record Configured(byte[] sha256, Caller caller) {
        static Configured of(ApiKeyProperties.ApiKey key) {
            return new Configured(
                    HexFormat.of().parseHex(key.sha256()), new Caller(key.tenantId(), key.keyId(), key.role()));
        }
    }
}
