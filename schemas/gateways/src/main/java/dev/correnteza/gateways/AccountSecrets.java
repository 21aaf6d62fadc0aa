package dev.correnteza.gateways;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway signs an account's webhooks with, or sends along to prove itself: the current secret and, during a rotation,
 * earlier ones.
 *
 * @param secrets all that are known, in any order
 */
public record AccountSecrets(List<SigningSecret> secrets) {
    public AccountSecrets {
        secrets = List.copyOf(secrets);
    }

    /** Secrets that count at this instant. Empty when none does: then nothing can be verified. */
    public List<String> acceptedAt(Instant instant) {
        return secrets.stream()
                .filter(secret -> secret.isAcceptedAt(instant))
                .map(SigningSecret::value)
                .toList();
    }

    /**
     * One secret and when it counts.
     *
     * @param value never blank: a blank one is not a secret
     * @param validFrom accepted from, included
     * @param validUntil accepted until, excluded; {@code null} while current
     */
    public record SigningSecret(
            String value, Instant validFrom, @Nullable Instant validUntil) {
        public SigningSecret {
            if (value.isBlank()) {
                throw new IllegalArgumentException("signing secret: blank (expected: text)");
            }
        }

        boolean isAcceptedAt(Instant instant) {
            return !instant.isBefore(validFrom) && (validUntil == null || instant.isBefore(validUntil));
        }

        @Override
        public String toString() {
            return "SigningSecret[***]";
        }
    }
}
