package dev.correnteza.processor.audit;

import dev.correnteza.processor.caller.Caller;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what callers change, and what secrets they are shown. */
@Component
public class AuditLog {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuditRepository repository;
    private final TransactionalOperator transaction;
    private final Clock clock;

    AuditLog(AuditRepository repository, TransactionalOperator transaction, Clock clock) {
        this.repository = repository;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Appends an entry to the tenant's chain, in the transaction that is under way: the entry stands if and only if the change does.
     * Where the change is in a topic, it is called after the acknowledgement. The chain stays locked until the transaction ends, so
     * this comes after whatever takes long.
     *
     * @param action what was done, such as {@code account.disabled}
     * @param target id of what it was done to
     * @param details never secrets, never personal data
     */
    public Mono<Void> record(Caller caller, String action, String target, Map<String, ?> details) {
        return repository
                .lockHead(caller.tenantId())
                .map(head -> AuditEntry.after(
                        head.hash(),
                        caller.tenantId(),
                        head.entries() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        caller.keyId(),
                        action,
                        target,
                        JSON.writeValueAsString(new TreeMap<>(details))))
                .flatMap(repository::append)
                .as(transaction::transactional);
    }
}
