package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Conflict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes of accounts. Whatever is changed, secrets that an earlier key encrypted are encrypted with the current one. Of the secrets
 * that lapsed the newest stay in the account: they are not accepted, and not taken again either.
 */
final class AccountChanges {
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration MAX_OVERLAP = Duration.ofDays(30);
    private static final int MAX_CURRENT = 5; // each costs a comparison per webhook
    private static final int LAPSED_KEPT = 10;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final AccountSecretsBox box;
    private final SecretRules rules;

    AccountChanges(AccountSecretsBox box, SecretRules rules) {
        this.box = box;
        this.rules = rules;
    }

    /** From when a secret made now counts: earlier, where the clocks of other services may be behind ours. */
    static Instant validFrom(Instant now) {
        return now.minus(CLOCKS_DIFFER);
    }

    GatewayAccount withStatus(GatewayAccount account, AccountStatus status, Instant now) {
        account.setStatus(status);
        return changed(account, account.getSecrets(), now);
    }

    /** With a new secret; the current ones of its kind are accepted until the overlap is over, and no longer than before. */
    GatewayAccount withSecret(GatewayAccount account, NewSecret request, Instant now) {
        SecretKind kind = kind(request.kind());
        Instant until = now.plus(kind == SecretKind.API ? atOnce(request) : overlap(request.overlap()));
        String value = switch (kind) {
            case URL -> url(request);
            case API -> api(request);
            default -> signing(account, request);
        };
        List<AccountSecret> secrets = new ArrayList<>();
        for (AccountSecret secret : account.getSecrets()) {
            if (secret.getKind() == kind && AccountSecretsBox.isCurrent(secret, until)) {
                secret.setValidUntil(until);
            }
            secrets.add(secret);
        }
        secrets.add(box.seal(account.getAccountId(), kind, value, validFrom(now)));
        long current = secrets.stream()
                .filter(secret -> secret.getKind() == kind && AccountSecretsBox.isCurrent(secret, now))
                .count();
        if (current > MAX_CURRENT) {
            throw new Conflict("secrets that count: " + current + " (expected: " + MAX_CURRENT
                    + " or fewer; a shorter overlap ends earlier ones too)");
        }
        return changed(account, withoutLongLapsed(secrets, now), now);
    }

    private GatewayAccount changed(GatewayAccount account, List<AccountSecret> secrets, Instant now) {
        account.setSecrets(secrets.stream()
                .map(secret -> box.resealed(account.getAccountId(), secret))
                .toList());
        // Later than before whatever the clock says: the table keeps the latest.
        Instant next = account.getUpdatedAt().plus(1, ChronoUnit.MICROS);
        account.setUpdatedAt(now.isAfter(next) ? now : next);
        return account;
    }

    private String url(NewSecret request) {
        if (request.value() != null) {
            throw new BadRequest("value", "none for URL: addresses are made here");
        }
        return rules.generated();
    }

    private String signing(GatewayAccount account, NewSecret request) {
        boolean shares = Gateways.find(account.getGateway())
                .map(GatewayAdapter::hasSigningSecret)
                .orElse(true);
        if (!shares) {
            throw new BadRequest("kind", "URL: " + account.getGateway() + " shares no secret with its accounts");
        }
        return request.value() == null
                ? rules.generated()
                : SecretRules.checked("value", request.value(), known(account));
    }

    // What the gateway gave: it may be given again.
    private static String api(NewSecret request) {
        return SecretRules.checked("value", request.value() == null ? "" : request.value(), List.of());
    }

    // We send the newest: nobody accepts the one before.
    private static Duration atOnce(NewSecret request) {
        if (request.overlap() != null) {
            throw new BadRequest("overlap", "none for API: what is sent to the gateway is the newest");
        }
        return Duration.ZERO;
    }

    private List<String> known(GatewayAccount account) {
        return Stream.of(SecretKind.URL, SecretKind.SIGNING)
                .flatMap(kind -> box.all(account, kind).secrets().stream())
                .map(SigningSecret::value)
                .toList();
    }

    private static List<AccountSecret> withoutLongLapsed(List<AccountSecret> secrets, Instant now) {
        List<AccountSecret> lapsed = secrets.stream()
                .filter(secret -> !AccountSecretsBox.isCurrent(secret, now))
                .toList();
        List<AccountSecret> kept = new ArrayList<>(secrets);
        kept.removeAll(lapsed.subList(0, Math.max(0, lapsed.size() - LAPSED_KEPT)));
        return kept;
    }

    private static SecretKind kind(@Nullable String kind) {
        return switch (kind) {
            case "URL" -> SecretKind.URL;
            case "SIGNING" -> SecretKind.SIGNING;
            case "API" -> SecretKind.API;
            case null, default -> throw new BadRequest("kind", "URL, SIGNING or API");
        };
    }

    private static Duration overlap(@Nullable String overlap) {
        if (overlap == null) {
            return OVERLAP;
        }
        try {
            Duration duration = Duration.parse(overlap);
            if (!duration.isNegative() && duration.compareTo(MAX_OVERLAP) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new BadRequest("overlap", "PT0S to " + MAX_OVERLAP);
    }
}
