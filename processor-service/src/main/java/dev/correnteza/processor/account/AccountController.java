package dev.correnteza.processor.account;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.processor.apikey.Tenant;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/accounts}: the tenant's accounts at gateways. A change counts as soon as ingest-service has read its record. */
@RestController
class AccountController {
    private final Accounts accounts;
    private final AccountFactory factory;
    private final AccountChanges changes;
    private final AccountViews views;
    private final AccountInspection test;
    private final SignatureFailures failures;
    private final Clock clock;

    AccountController(Accounts accounts, AccountProperties properties, SignatureFailures failures, Clock clock) {
        SecretRules rules = new SecretRules();
        this.accounts = accounts;
        this.factory = new AccountFactory(accounts.box(), rules);
        this.changes = new AccountChanges(accounts.box(), rules);
        this.views = new AccountViews(accounts.box(), properties.accounts().webhookBaseUrl());
        this.test = new AccountInspection(accounts.box());
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * @param reveal true or false: whether addresses and signing secrets are shown
     */
    @GetMapping("/v1/accounts")
    Mono<Page<AccountView>> list(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @RequestParam(defaultValue = "false") String reveal) {
        boolean isRevealed = checkedFlag(reveal);
        Instant now = clock.instant();
        return accounts.list(tenantId)
                .map(account -> views.view(account, isRevealed, now))
                .collectList()
                .map(found -> new Page<>(found, null));
    }

    @PostMapping("/v1/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<AccountView> create(@RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @RequestBody NewAccount request) {
        Instant now = clock.instant();
        return accounts.create(factory.create(tenantId, request, now)).map(account -> views.view(account, true, now));
    }

    @GetMapping("/v1/accounts/{accountId}")
    Mono<AccountPage> show(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @PathVariable String accountId,
            @RequestParam(defaultValue = "false") String reveal) {
        boolean isRevealed = checkedFlag(reveal);
        return accounts.find(tenantId, accountId).flatMap(account -> page(account, isRevealed));
    }

    @PostMapping("/v1/accounts/{accountId}/disable")
    Mono<AccountPage> disable(@RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @PathVariable String accountId) {
        return withStatus(tenantId, accountId, AccountStatus.DISABLED);
    }

    @PostMapping("/v1/accounts/{accountId}/enable")
    Mono<AccountPage> enable(@RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @PathVariable String accountId) {
        return withStatus(tenantId, accountId, AccountStatus.ACTIVE);
    }

    /** Rotates: the secrets until now are accepted too until the overlap is over. Shows the new address or secret. */
    @PostMapping("/v1/accounts/{accountId}/secrets")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<AccountPage> addSecret(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @PathVariable String accountId,
            @RequestBody NewSecret request) {
        return accounts.change(tenantId, accountId, account -> changes.withSecret(account, request, clock.instant()))
                .flatMap(account -> page(account, true));
    }

    /** Says what would stop webhooks, and what a sample would come to. Publishes nothing. */
    @PostMapping("/v1/accounts/{accountId}/test")
    Mono<AccountInspection.Result> test(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @PathVariable String accountId,
            @RequestBody(required = false) @Nullable SampleRequest sample) {
        return accounts.find(tenantId, accountId).map(account -> {
            Instant now = clock.instant();
            List<AccountInspection.Problem> problems = test.problems(account, now);
            return new AccountInspection.Result(
                    accountId, problems.isEmpty(), problems, sample == null ? null : reading(account, sample, now));
        });
    }

    private ReadingView reading(GatewayAccount account, SampleRequest sample, Instant now) {
        OpenedAccount opened = accounts.opened(account);
        return ReadingView.of(opened.read(sample.received(opened.account()), now, now));
    }

    private Mono<AccountPage> withStatus(String tenantId, String accountId, AccountStatus status) {
        return accounts.change(tenantId, accountId, account -> changes.withStatus(account, status, clock.instant()))
                .flatMap(account -> page(account, false));
    }

    private Mono<AccountPage> page(GatewayAccount account, boolean reveal) {
        return failures.of(account.getTenantId(), account.getAccountId())
                .singleOptional()
                .map(failing -> views.page(account, failing, reveal, clock.instant()));
    }

    private static boolean checkedFlag(String reveal) {
        return switch (reveal) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequest("reveal", "true or false");
        };
    }
}
