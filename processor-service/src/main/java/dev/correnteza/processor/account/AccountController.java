package dev.correnteza.processor.account;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
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
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    AccountController(
            Accounts accounts,
            AccountProperties properties,
            SignatureFailures failures,
            AuditLog audit,
            TransactionalOperator transaction,
            Clock clock) {
        SecretRules rules = new SecretRules();
        this.accounts = accounts;
        this.factory = new AccountFactory(accounts.box(), rules);
        this.changes = new AccountChanges(accounts.box(), rules);
        this.views = new AccountViews(accounts.box(), properties.accounts().webhookBaseUrl());
        this.test = new AccountInspection(accounts.box());
        this.failures = failures;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param reveal true or false: whether addresses and signing secrets are shown
     */
    @GetMapping("/v1/accounts")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<AccountView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam(defaultValue = "false") String reveal) {
        boolean isRevealed = checkedFlag(reveal, caller);
        Instant now = clock.instant();
        return accounts.list(caller.tenantId())
                .map(account -> views.view(account, isRevealed, now))
                .collectList()
                .map(found -> new Page<>(found, null))
                .delayUntil(page -> isRevealed ? revealed(caller, page.items()) : Mono.empty());
    }

    @PostMapping("/v1/accounts")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<AccountView> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody NewAccount request) {
        Instant now = clock.instant();
        return accounts.create(caller, factory.create(caller.tenantId(), request, now))
                .map(account -> views.view(account, true, now));
    }

    @GetMapping("/v1/accounts/{accountId}")
    @RoleNeeded(Role.VIEWER)
    Mono<AccountPage> show(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @RequestParam(defaultValue = "false") String reveal) {
        boolean isRevealed = checkedFlag(reveal, caller);
        return accounts.find(caller.tenantId(), accountId)
                .flatMap(account -> page(account, isRevealed))
                .delayUntil(page -> isRevealed ? revealed(caller, List.of(page.account())) : Mono.empty());
    }

    @PostMapping("/v1/accounts/{accountId}/disable")
    @RoleNeeded(Role.ADMIN)
    Mono<AccountPage> disable(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String accountId) {
        return withStatus(caller, accountId, AccountStatus.DISABLED);
    }

    @PostMapping("/v1/accounts/{accountId}/enable")
    @RoleNeeded(Role.ADMIN)
    Mono<AccountPage> enable(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String accountId) {
        return withStatus(caller, accountId, AccountStatus.ACTIVE);
    }

    /** Rotates: the secrets until now are accepted too until the overlap is over. Shows the new address or secret. */
    @PostMapping("/v1/accounts/{accountId}/secrets")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<AccountPage> addSecret(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @RequestBody NewSecret request) {
        return accounts.change(
                        caller,
                        "account.secret_added",
                        accountId,
                        request.details(),
                        account -> changes.withSecret(account, request, clock.instant()))
                .flatMap(account -> page(account, true));
    }

    /** Says what would stop webhooks, and what a sample would come to. Publishes nothing. */
    @PostMapping("/v1/accounts/{accountId}/test")
    @RoleNeeded(Role.OPERATOR)
    Mono<AccountInspection.Result> test(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @RequestBody(required = false) @Nullable SampleRequest sample) {
        return accounts.find(caller.tenantId(), accountId).map(account -> {
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

    private Mono<AccountPage> withStatus(Caller caller, String accountId, AccountStatus status) {
        String action = status == AccountStatus.DISABLED ? "account.disabled" : "account.enabled";
        return accounts.change(
                        caller,
                        action,
                        accountId,
                        Map.of(),
                        account -> changes.withStatus(account, status, clock.instant()))
                .flatMap(account -> page(account, false));
    }

    private Mono<AccountPage> page(GatewayAccount account, boolean reveal) {
        return failures.of(account.getTenantId(), account.getAccountId())
                .singleOptional()
                .map(failing -> views.page(account, failing, reveal, clock.instant()));
    }

    // Before it is answered: what is not written down is not shown.
    private Mono<Void> revealed(Caller caller, List<AccountView> shown) {
        return Flux.fromIterable(shown)
                .concatMap(account -> audit.record(caller, "account.secrets_revealed", account.accountId(), Map.of()))
                .then()
                .as(transaction::transactional);
    }

    private static boolean checkedFlag(String reveal, Caller caller) {
        return switch (reveal) {
            case "true" -> {
                caller.require(Role.ADMIN);
                yield true;
            }
            case "false" -> false;
            default -> throw new BadRequest("reveal", "true or false");
        };
    }
}
