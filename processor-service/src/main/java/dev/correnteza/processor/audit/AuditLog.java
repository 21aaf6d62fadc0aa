package dev.correnteza.processor.audit;

import dev.correnteza.processor.caller.Caller;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what callers change, and what secrets they are shown. */
@Component
public class AuditLog {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DECISION_ID = "decisionId"; // AuditRepository finds them by these names
    private static final String CHANGE_ID = "changeId";

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
     * The chain stays locked until the transaction ends, so
     * this comes after whatever takes long.
     *
     * @param action what was done, such as {@code account.disabled}
     * @param target id of what it was done to
     * @param details never secrets, never personal data
     */
    public Mono<Void> record(Caller caller, String action, String target, Map<String, ?> details) {
        return repository
                .lockHead(caller.tenantId())
                .flatMap(head -> append(head, caller.tenantId(), caller.keyId(), action, target, details))
                .as(transaction::transactional);
    }

    /**
     * Appends what somebody decided, in the transaction that applies it: whoever made the decision may be no more by then. Once for
     * each decision, also where its topic is read again and the log was kept.
     *
     * @param keyId of the API key that decided
     * @param errorCode why it changed nothing; {@code null} where it did
     */
    public Mono<Void> decided(
            String tenantId, String keyId, String action, String target, UUID decisionId, @Nullable String errorCode) {
        Map<String, String> details = errorCode == null
                ? Map.of(DECISION_ID, decisionId.toString())
                : Map.of(DECISION_ID, decisionId.toString(), "errorCode", errorCode);
        return once(repository.hasDecision(tenantId, decisionId), tenantId, keyId, action, target, details);
    }

    /**
     * As {@link #decided}, of a change whose record is in a topic: who made it writes it here, and who reads it where that one
     * was no more.
     *
     * @param details never secrets, never personal data
     */
    public Mono<Void> changed(
            String tenantId, String keyId, String action, String target, UUID changeId, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put(CHANGE_ID, changeId.toString());
        return once(repository.hasChange(tenantId, changeId), tenantId, keyId, action, target, all);
    }

    private Mono<Void> once(
            Mono<Boolean> isKnown,
            String tenantId,
            String keyId,
            String action,
            String target,
            Map<String, String> details) {
        return repository
                .lockHead(tenantId)
                .filterWhen(head -> isKnown.map(known -> !known))
                .flatMap(head -> append(head, tenantId, keyId, action, target, details))
                .as(transaction::transactional);
    }

    private Mono<Void> append(
            ChainHead head, String tenantId, String keyId, String action, String target, Map<String, ?> details) {
        return repository.append(AuditEntry.after(
                head.hash(),
                tenantId,
                head.entries() + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                keyId,
                action,
                target,
                JSON.writeValueAsString(new TreeMap<>(details))));
    }
}
