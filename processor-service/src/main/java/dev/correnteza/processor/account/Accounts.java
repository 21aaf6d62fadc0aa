package dev.correnteza.processor.account;

import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.page.NotFound;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts of tenants: looked up, made and changed. What is changed is in the topic before it is anywhere else. */
@Component
public class Accounts {
    private final AccountRepository repository;
    private final AccountPublisher publisher;
    private final AccountSecretsBox box;
    private final AuditLog audit;
    private final AccountViews views;
    private final TransactionalOperator transaction;

    Accounts(
            AccountRepository repository,
            AccountPublisher publisher,
            AccountProperties properties,
            AuditLog audit,
            TransactionalOperator transaction) {
        this.repository = repository;
        this.publisher = publisher;
        this.box = new AccountSecretsBox(properties.secrets().cipher());
        this.audit = audit;
        this.views = new AccountViews(box, properties.accounts().webhookBaseUrl());
        this.transaction = transaction;
    }

    /**
     * One of the tenant's accounts as its gateway's API wants it.
     *
     * @return fails with {@link NotFound}, and with {@link Conflict} where it is disabled or has no credentials that can be read
     */
    public Mono<ApiAccount> forApi(String tenantId, String accountId, Instant now) {
        return find(tenantId, accountId).map(account -> {
            if (account.getStatus() != AccountStatus.ACTIVE) {
                throw new Conflict("account: disabled (expected: active)");
            }
            String credentials = box.current(account, SecretKind.API, now).stream()
                    .findFirst()
                    .orElseThrow(() -> new Conflict("account: no credentials (expected: a secret of kind API)"));
            return new ApiAccount(
                    new Account(account.getTenantId(), account.getAccountId(), account.getSettings()),
                    account.getGateway(),
                    credentials,
                    views.webhookUrl(account, now)
                            .orElseThrow(() -> new Conflict("account: no address (expected: a readable URL secret)")));
        });
    }

    /**
     * One of the tenant's accounts with its secrets.
     *
     * @return fails with {@link NotFound}, and with {@link Conflict} where its gateway is not supported any more
     */
    public Mono<OpenedAccount> open(String tenantId, String accountId) {
        return find(tenantId, accountId).map(this::opened);
    }

    AccountSecretsBox box() {
        return box;
    }

    Flux<GatewayAccount> list(String tenantId) {
        return repository.list(tenantId).map(this::read);
    }

    Mono<GatewayAccount> find(String tenantId, String accountId) {
        return repository.find(tenantId, accountId).map(this::read).switchIfEmpty(notFound());
    }

    Mono<GatewayAccount> create(Caller caller, GatewayAccount account) {
        return published(account, AccountChange.by(caller, "account.created", Map.of("gateway", account.getGateway())))
                .thenReturn(account)
                .as(transaction::transactional);
    }

    /**
     * Changes an account as it is now. The row stays locked until the change is published: of two changes at once each sees the
     * other's, and neither is lost.
     *
     * @param action what the audit log calls it
     * @param details of the audit log
     */
    Mono<GatewayAccount> change(
            Caller caller,
            String action,
            String accountId,
            Map<String, String> details,
            UnaryOperator<GatewayAccount> change) {
        return repository
                .lock(caller.tenantId(), accountId)
                .map(this::read)
                .switchIfEmpty(notFound())
                .map(change)
                .flatMap(account -> published(account, AccountChange.by(caller, action, details))
                        .thenReturn(account))
                .as(transaction::transactional);
    }

    OpenedAccount opened(GatewayAccount account) {
        return Gateways.find(account.getGateway())
                .map(adapter -> OpenedAccount.of(adapter, account, box.all(account, SecretKind.SIGNING)))
                .orElseThrow(() -> new Conflict("gateway: " + account.getGateway() + " (expected: a supported one)"));
    }

    /**
     * Takes over what the topic tells of an account.
     *
     * @param change {@code null} where the record says nothing of it
     */
    Mono<Void> told(GatewayAccount account, byte[] record, @Nullable AccountChange change) {
        Mono<Void> written = repository.write(account, record);
        return (change == null
                        ? written
                        : written.then(audit.changed(
                                account.getTenantId(),
                                change.keyId(),
                                change.action(),
                                account.getAccountId(),
                                change.changeId(),
                                change.details())))
                .as(transaction::transactional);
    }

    private Mono<Void> published(GatewayAccount account, AccountChange change) {
        return publisher.publish(account, change).flatMap(record -> told(account, record, change));
    }

    private GatewayAccount read(byte[] record) {
        try {
            return publisher.read(record);
        } catch (UndecodableRecord e) {
            throw new IllegalStateException("table holds an account that was read from the topic", e);
        }
    }

    private static Mono<GatewayAccount> notFound() {
        return Mono.error(() -> new NotFound("account"));
    }
}
