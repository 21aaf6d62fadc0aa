package dev.correnteza.processor.deadletter;

import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import reactor.core.publisher.Mono;

/** {@code /v1/dead-letters}: the tenant's records that were given up. Trying again decides nothing: the record is in its topic. */
@RestController
class DeadLetterController {
    private final DeadLetterQueries queries;
    private final DeadLetterRepository repository;
    private final EventReader reader;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    DeadLetterController(
            DeadLetterQueries queries,
            DeadLetterRepository repository,
            EventReader reader,
            AuditLog audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.queries = queries;
        this.repository = repository;
        this.reader = reader;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @RoleNeeded(Role.VIEWER)
    @GetMapping("/v1/dead-letters")
    Mono<Page<DeadLetterView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String errorCode,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String gateway,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        DeadLetterFilter filter = DeadLetterFilter.of(state, errorCode, accountId, gateway, since, until);
        return queries.list(caller.tenantId(), filter, Cursor.of(cursor), size + 1)
                .collectList()
                .map(read -> Page.of(
                        read,
                        size,
                        view -> new Cursor(
                                view.lastFailedAt(), view.deadLetterId().toString())));
    }

    /** With the personal data of its event: somebody has to see what there is to mend. */
    @RoleNeeded(Role.OPERATOR)
    @GetMapping("/v1/dead-letters/{deadLetterId}")
    Mono<DeadLetterPage> one(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable UUID deadLetterId) {
        return queries.find(caller.tenantId(), deadLetterId)
                .zipWhen(letter -> queries.view(caller.tenantId(), deadLetterId), (letter, view) -> {
                    var event = reader.read(letter.source().value()).event();
                    return new DeadLetterPage(view, event == null ? null : EventJson.of(event));
                })
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter")));
    }

    /** Has it tried again, with as many attempts as the first time. */
    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/{deadLetterId}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeadLetterView> retry(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable UUID deadLetterId) {
        return queries.view(caller.tenantId(), deadLetterId)
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter")))
                .flatMap(found -> retry(caller, List.of(deadLetterId)))
                .filter(taken -> taken > 0)
                .switchIfEmpty(Mono.error(() -> new Conflict("dead letter: decided already (expected: state OPEN)")))
                .flatMap(taken -> queries.view(caller.tenantId(), deadLetterId));
    }

    /** Has many tried again. */
    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Retried> retryMany(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody DeadLetterSelection selection) {
        return queries.selected(caller.tenantId(), selection).flatMap(page -> {
            List<UUID> ids = page.items().stream().map(DeadLetterRef::id).toList();
            return ids.isEmpty()
                    ? Mono.just(new Retried(0, 0, null))
                    : retry(caller, ids).map(taken -> new Retried(ids.size(), taken, page.nextCursor()));
        });
    }

    private Mono<Long> retry(Caller caller, List<UUID> ids) {
        return repository
                .retry(caller.tenantId(), ids, clock.instant())
                .flatMap(taken -> (taken == 0
                                ? Mono.<Void>empty()
                                : audit.record(
                                        caller,
                                        "dead_letter.retried",
                                        ids.size() == 1 ? ids.getFirst().toString() : "many",
                                        Map.of("accepted", taken)))
                        .thenReturn(taken))
                .as(transaction::transactional);
    }

    /**
     * @param matched open ones that fit
     * @param accepted those of them that are tried again; the rest was decided about meanwhile
     * @param nextCursor to be sent as {@code cursor} for those behind; {@code null} where there are none
     */
    record Retried(int matched, long accepted, @Nullable String nextCursor) {}
}
