package dev.correnteza.processor.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.UrlSecretVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What would stop an account's webhooks, told without sending one. */
final class AccountInspection {
    private final AccountSecretsBox box;

    AccountInspection(AccountSecretsBox box) {
        this.box = box;
    }

    List<Problem> problems(GatewayAccount account, Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (account.getStatus() != AccountStatus.ACTIVE) {
            problems.add(new Problem("account_disabled", "its webhooks are answered 404"));
        }
        for (AccountSecret secret : account.getSecrets()) {
            if (AccountSecretsBox.isCurrent(secret, now) && !box.isReadable(account.getAccountId(), secret)) {
                problems.add(new Problem("secret_unreadable", "encrypted with key " + secret.getKeyId()));
            }
        }
        if (box.current(account, SecretKind.URL, now).isEmpty()) {
            problems.add(new Problem("no_address", "no secret of its address counts: rotate URL"));
        }
        Optional<GatewayAdapter> adapter = Gateways.find(account.getGateway());
        if (adapter.isEmpty()) {
            problems.add(new Problem("gateway_unknown", account.getGateway() + " is not supported"));
        } else {
            problems.addAll(ofGateway(adapter.get(), account, now));
        }
        return problems;
    }

    private List<Problem> ofGateway(GatewayAdapter adapter, GatewayAccount account, Instant now) {
        List<Problem> problems = new ArrayList<>();
        OpenedAccount opened = OpenedAccount.of(adapter, account, box.all(account, SecretKind.SIGNING));
        AccountSecrets secrets = opened.signingSecrets();
        if (adapter.hasSigningSecret()
                && secrets.acceptedAt(now).isEmpty()
                && !OpenedAccount.isOpenByAddress(adapter, opened.account(), secrets, now)) {
            problems.add(new Problem("no_signing_secret", "none counts: everything is refused; rotate SIGNING"));
        }
        for (String problem : adapter.problemsOf(account.getSettings())) {
            problems.add(new Problem("setting_unusable", problem));
        }
        malformedSources(opened.account()).ifPresent(problem -> problems.add(new Problem("setting_unusable", problem)));
        for (String setting : new TreeSet<>(account.getSettings().keySet())) {
            if (!setting.equals(UrlSecretVerifier.SETTING)
                    && !setting.equals(Account.ALLOWED_SOURCES)
                    && !adapter.settingsRead().contains(setting)) {
                problems.add(new Problem(
                        "setting_unknown", setting + " is nothing that " + account.getGateway() + " asks for"));
            }
        }
        if (account.getSettings().containsKey(UrlSecretVerifier.SETTING)
                && !UrlSecretVerifier.isChosen(opened.account())) {
            problems.add(new Problem("setting_unknown", UrlSecretVerifier.SETTING + " is not url"));
        }
        return problems;
    }

    /** What is wrong with where webhooks have to come from: an account that says so wrongly is not hosted. */
    static Optional<String> malformedSources(Account account) {
        try {
            var _ = account.allowedSources();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Account.ALLOWED_SOURCES + ": " + e.getMessage());
        }
    }

    /**
     * Something in the way.
     *
     * @param code of a fixed set
     * @param detail for people; no secret in it
     */
    record Problem(String code, String detail) {}

    /**
     * @param ready whether nothing is in the way
     * @param sample what the request that was sent along comes to; {@code null} where none was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String accountId,
            boolean ready,
            List<Problem> problems,
            @Nullable ReadingView sample) {}
}
