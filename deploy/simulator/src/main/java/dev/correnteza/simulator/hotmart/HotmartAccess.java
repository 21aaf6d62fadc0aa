package dev.correnteza.simulator.hotmart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Access tokens that were given out, until they expire. */
final class HotmartAccess {
    static final Duration LIFE = Duration.ofSeconds(172_799);

    private static final int MAX_TOKENS = 1_000;

    private final HotmartCredentials credentials;
    private final Clock clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    HotmartAccess(HotmartCredentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** @return {@code null} where the request is not that of the application */
    @Nullable
    String grant(
            @Nullable String authorization,
            @Nullable String grantType,
            @Nullable String clientId,
            @Nullable String clientSecret) {
        boolean known = ("Basic " + credentials.basic()).equals(authorization)
                && "client_credentials".equals(grantType)
                && credentials.clientId().equals(clientId)
                && credentials.clientSecret().equals(clientSecret);
        if (!known) {
            return null;
        }
        if (expiries.size() >= MAX_TOKENS) {
            expiries.clear();
        }
        String token = "H4sI" + UUID.randomUUID().toString().replace("-", "");
        expiries.put(token, clock.instant().plus(LIFE));
        return token;
    }

    Verdict verdict(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Verdict.MISSING;
        }
        Instant expiry = expiries.get(authorization.substring("Bearer ".length()));
        if (expiry == null) {
            return Verdict.UNKNOWN;
        }
        return clock.instant().isBefore(expiry) ? Verdict.GOOD : Verdict.EXPIRED;
    }

    /** Every token given out so far counts as expired from now on. */
    void expireAll() {
        expiries.replaceAll((token, expiry) -> Instant.EPOCH);
    }

    enum Verdict {
        GOOD,
        MISSING,
        UNKNOWN,
        EXPIRED
    }
}
