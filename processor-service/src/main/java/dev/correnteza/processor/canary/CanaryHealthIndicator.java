package dev.correnteza.processor.canary;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: not ready while no canary passes. */
@Component
class CanaryHealthIndicator implements HealthIndicator {
    private final Canary canary;

    CanaryHealthIndicator(Canary canary) {
        this.canary = canary;
    }

    @Override
    public Health health() {
        Health.Builder health = canary.isSilentForTooLong() ? Health.down() : Health.up();
        return health.withDetail("silenceMs", canary.silence().toMillis()).build();
    }
}
