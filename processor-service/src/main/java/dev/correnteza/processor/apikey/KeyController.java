package dev.correnteza.processor.apikey;

import dev.correnteza.processor.apikey.ApiKeyProperties.ApiKey;
import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /v1/keys}: who may call the API for the tenant. */
@RestController
class KeyController {
    private static final int MAX_ACCEPTED = 100; // each costs a comparison per request
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final List<ApiKey> configured;
    private final KeyRepository repository;
    private final KnownKeys known;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KeyController(
            ApiKeyProperties properties,
            KeyRepository repository,
            KnownKeys known,
            AuditLog audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.configured = properties.apiKeys();
        this.repository = repository;
        this.known = known;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/v1/keys")
    @RoleNeeded(Role.ADMIN)
    Mono<Page<KeyView>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return Flux.fromIterable(configured)
                .filter(key -> key.tenantId().equals(caller.tenantId()))
                .map(KeyView::of)
                .concatWith(repository.list(caller.tenantId()).map(KeyView::of))
                .collectList()
                .map(keys -> new Page<>(keys, null));
    }

    /** Shows the key, this once. */
    @PostMapping("/v1/keys")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<KeyView.Created> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody NewKey request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String key = "ck_" + hex(KEY_BYTES);
        KeyRow row = new KeyRow(
                caller.tenantId(),
                "key_" + hex(ID_BYTES),
                request.checkedName(),
                request.checkedRole(),
                KeyHash.of(key),
                now,
                caller.keyId(),
                request.checkedExpiry(now),
                null,
                null);
        // Written down first: the tenant's chain is locked, so that two at once do not exceed the limit.
        return audit.record(caller, "key.created", row.keyId(), details(row))
                .then(repository.insert(row, MAX_ACCEPTED))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new Conflict("accepted keys: " + MAX_ACCEPTED + " (expected: fewer)")))
                .as(transaction::transactional)
                .doOnSuccess(done -> known.forget())
                .thenReturn(new KeyView.Created(KeyView.of(row), key));
    }

    /** Ends a key, for good; one that has ended stays as it is. */
    @PostMapping("/v1/keys/{keyId}/revoke")
    @RoleNeeded(Role.ADMIN)
    Mono<KeyView> revoke(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String keyId) {
        if (configured.stream()
                .anyMatch(key ->
                        key.tenantId().equals(caller.tenantId()) && key.keyId().equals(keyId))) {
            throw new Conflict("key: a configured one (expected: taken out of the configuration)");
        }
        return repository
                .lock(caller.tenantId(), keyId)
                .switchIfEmpty(Mono.error(() -> new NotFound("key")))
                .flatMap(key -> key.revokedAt() == null ? revoked(caller, key) : Mono.just(key))
                .as(transaction::transactional)
                .doOnSuccess(done -> known.forget())
                .map(KeyView::of);
    }

    private Mono<KeyRow> revoked(Caller caller, KeyRow key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return repository
                .revoke(key, now)
                .then(audit.record(caller, "key.revoked", key.keyId(), details(key)))
                .thenReturn(key.revoked(now));
    }

    // Without the name: people are called by it.
    private static Map<String, Object> details(KeyRow key) {
        Map<String, Object> role = Map.of("role", key.role().name());
        return key.expiresAt() == null
                ? role
                : Map.of("role", key.role().name(), "expiresAt", key.expiresAt().toString());
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
