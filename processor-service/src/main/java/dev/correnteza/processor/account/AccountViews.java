package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.processor.account.AccountPage.SecretView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Accounts as the API shows them. */
final class AccountViews {
    private final AccountSecretsBox box;
    private final String webhookBaseUrl;

    AccountViews(AccountSecretsBox box, String webhookBaseUrl) {
        this.box = box;
        this.webhookBaseUrl = webhookBaseUrl;
    }

    /** @param reveal whether the address and the signing secrets are shown */
    AccountView view(GatewayAccount account, boolean reveal, Instant now) {
        return new AccountView(
                account.getTenantId(),
                account.getAccountId(),
                account.getGateway(),
                account.getStatus().name(),
                account.getDisplayName(),
                account.getSettings(),
                reveal ? webhookUrl(account, now).orElse(null) : null,
                reveal ? box.current(account, SecretKind.SIGNING, now) : null);
    }

    AccountPage page(GatewayAccount account, Optional<SignaturesFailing> failing, boolean reveal, Instant now) {
        List<SecretView> secrets = Stream.of(SecretKind.URL, SecretKind.SIGNING, SecretKind.API)
                .flatMap(kind -> AccountSecretsBox.ofKind(account, kind))
                .map(secret -> view(account, secret))
                .toList();
        return new AccountPage(view(account, reveal, now), account.getUpdatedAt(), failing.orElse(null), secrets);
    }

    private SecretView view(GatewayAccount account, AccountSecret secret) {
        return new SecretView(
                secret.getSecretId(),
                secret.getKind().name(),
                secret.getKeyId(),
                secret.getValidFrom(),
                secret.getValidUntil(),
                box.isReadable(account.getAccountId(), secret));
    }

    /** Address to give to the gateway; empty where no secret of it is readable. */
    Optional<String> webhookUrl(GatewayAccount account, Instant now) {
        return box.current(account, SecretKind.URL, now).stream()
                .findFirst()
                .map(secret -> "%s/webhooks/%s/%s/%s"
                        .formatted(webhookBaseUrl, account.getGateway(), account.getAccountId(), secret));
    }
}
