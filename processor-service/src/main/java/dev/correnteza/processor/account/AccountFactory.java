package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.processor.page.BadRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes accounts of what is asked for; refuses what could not work. */
final class AccountFactory {
    private static final int ID_LENGTH = 20;

    private final AccountSecretsBox box;
    private final SecretRules rules;

    AccountFactory(AccountSecretsBox box, SecretRules rules) {
        this.box = box;
        this.rules = rules;
    }

    GatewayAccount create(String tenantId, NewAccount request, Instant now) {
        GatewayAdapter adapter = adapter(request.gateway());
        String accountId =
                "acc_" + UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH);
        Account account = new Account(tenantId, accountId, checkedSettings(request.settings()));
        requireUsable(adapter, account, request, now);
        Instant validFrom = AccountChanges.validFrom(now);
        List<AccountSecret> secrets = new ArrayList<>();
        secrets.add(box.seal(accountId, SecretKind.URL, rules.generated(), validFrom));
        signingSecret(adapter, account, request.signingSecret(), now)
                .ifPresent(secret -> secrets.add(box.seal(accountId, SecretKind.SIGNING, secret, validFrom)));
        return new GatewayAccount(
                accountId,
                tenantId,
                adapter.gateway().name(),
                text("displayName", request.displayName()),
                AccountStatus.ACTIVE,
                secrets,
                account.settings(),
                now);
    }

    private static void requireUsable(GatewayAdapter adapter, Account account, NewAccount request, Instant now) {
        List<ReceivedWebhook> samples = new ArrayList<>();
        for (SampleRequest sample : request.samples() == null ? List.<SampleRequest>of() : request.samples()) {
            samples.add(sample.received(account));
        }
        List<String> problems = new ArrayList<>(adapter.problemsOf(account, samples, now));
        AccountInspection.malformedSources(account).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new BadRequest(
                    "settings: " + String.join("; ", problems),
                    "settings that " + adapter.gateway().name() + " can use");
        }
    }

    /** What the account is to share with its gateway; empty where that is nothing. */
    Optional<String> signingSecret(GatewayAdapter adapter, Account account, @Nullable String given, Instant now) {
        String gateway = adapter.gateway().name();
        if (!adapter.hasSigningSecret()) {
            if (given != null) {
                throw new BadRequest("signingSecret", "none: " + gateway + " shares no secret with its accounts");
            }
            return Optional.empty();
        }
        if (given != null) {
            return Optional.of(SecretRules.checked("signingSecret", given, List.of()));
        }
        if (!UrlSecretVerifier.isChosen(account)) {
            return Optional.of(rules.generated());
        }
        if (!OpenedAccount.isOpenByAddress(adapter, account, new AccountSecrets(List.of()), now)) {
            // It would have nothing to verify with and refuse everything.
            throw new BadRequest(
                    "settings",
                    "no " + UrlSecretVerifier.SETTING + "=url: " + gateway + " always proves itself with a secret");
        }
        return Optional.empty();
    }

    private static GatewayAdapter adapter(@Nullable String gateway) {
        return Gateways.find(gateway == null ? "" : gateway)
                .orElseThrow(() -> new BadRequest(
                        "gateway",
                        Gateways.all().stream()
                                .map(adapter -> adapter.gateway().name())
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    private static Map<String, String> checkedSettings(@Nullable Map<String, @Nullable String> settings) {
        Map<String, String> checked = new TreeMap<>();
        if (settings != null) {
            settings.forEach((name, value) -> {
                text("settings", name);
                if (text("settings", value) == null) {
                    throw new BadRequest("settings", "a text for each name");
                }
                checked.put(name, value);
            });
        }
        return checked;
    }

    // PostgreSQL's text holds no NUL, and the account has to come back from its topic.
    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw new BadRequest(name, "text without NUL");
        }
        return value;
    }
}
