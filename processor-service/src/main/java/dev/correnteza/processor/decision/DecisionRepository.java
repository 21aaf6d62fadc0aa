package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.processor.ledger.BooksLock;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.sql.Bind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Decisions that were applied. */
@Repository
class DecisionRepository {
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(:lock + hashtext(current_schema()) - hashtext('processor'))::text
            """;

    private static final String ADD = """
            INSERT INTO decision (decision_id, tenant_id, kind, payment_id, event_id, dead_letter_id, undoes, reason,
                                  decided_by, decided_at, error_code, kafka_partition, kafka_offset, applied_at)
            VALUES (:id, :tenant, :kind, :payment, :event, :letter, :undoes, :reason, :by, :at, :error, :partition,
                    :offset, :now)
            ON CONFLICT (decision_id) DO NOTHING
            """;

    private static final String SET_PAYMENT = """
            UPDATE decision
            SET payment_id = :payment
            WHERE decision_id = :id
            """;

    private static final String SET_ERROR = """
            UPDATE decision
            SET error_code = :error
            WHERE decision_id = :id
            """;

    private static final String DECIDE_EVENT = """
            INSERT INTO decided_event (event_id, tenant_id, kind, decision_id)
            VALUES (:event, :tenant, :kind, :id)
            ON CONFLICT (tenant_id, event_id) DO NOTHING
            """;

    private static final String STANDING = """
            SELECT kind
            FROM decided_event
            WHERE tenant_id = :tenant
              AND event_id = :event
            """;

    private static final String IS_MATCH = """
            SELECT EXISTS (
                SELECT
                FROM decision
                WHERE decision_id = :id
                  AND tenant_id = :tenant
                  AND payment_id = :payment
                  AND kind = 'MATCH')
            """;

    private final DatabaseClient db;

    DecisionRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Waits until nobody adds facts; until the transaction ends nobody does. */
    Mono<Void> lockBooks() {
        return db.sql(LOCK).bind("lock", BooksLock.KEY).then();
    }

    /** Notes a decision. Emits false where it was noted before: then it is applied already. */
    Mono<Boolean> add(ReadDecision decision, @Nullable String errorCode) {
        return db.sql(ADD)
                .bind("id", decision.id())
                .bind("tenant", decision.tenantId())
                .bind("kind", decision.kind().name())
                .bind("payment", Bind.nullable(decision.paymentId(), String.class))
                .bind("event", Bind.nullable(decision.eventId(), UUID.class))
                .bind("letter", Bind.nullable(decision.deadLetterId(), UUID.class))
                .bind("undoes", Bind.nullable(decision.content().undoes(), UUID.class))
                .bind("reason", Bind.nullable(decision.reason(), String.class))
                .bind("by", decision.decidedBy())
                .bind("at", decision.decidedAt())
                .bind("error", Bind.nullable(errorCode, String.class))
                .bind("partition", decision.partition())
                .bind("offset", decision.offset())
                .bind("now", decision.readAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** The payment that it turned out to be about. */
    Mono<Void> setPayment(UUID decisionId, String paymentId) {
        return db.sql(SET_PAYMENT)
                .bind("payment", paymentId)
                .bind("id", decisionId)
                .then();
    }

    /** Why it changed nothing, where that was found out later. */
    Mono<Void> setError(UUID decisionId, String errorCode) {
        return db.sql(SET_ERROR).bind("error", errorCode).bind("id", decisionId).then();
    }

    /** Emits false where somebody decided about this event before: that stands. */
    Mono<Boolean> decideEvent(UUID eventId, ReadDecision decision) {
        return db.sql(DECIDE_EVENT)
                .bind("event", eventId)
                .bind("tenant", decision.tenantId())
                .bind("kind", decision.kind().name())
                .bind("id", decision.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** What was decided about an event; empty where nobody did. */
    Mono<DecisionKind> standing(EventRef event) {
        return db.sql(STANDING)
                .bind("tenant", event.tenantId())
                .bind("event", event.eventId())
                .mapValue(String.class)
                .one()
                .map(DecisionKind::valueOf);
    }

    /** Whether this decision gave a transaction to this payment of the tenant. */
    Mono<Boolean> isMatch(String tenantId, String paymentId, UUID decisionId) {
        return db.sql(IS_MATCH)
                .bind("id", decisionId)
                .bind("tenant", tenantId)
                .bind("payment", paymentId)
                .mapValue(Boolean.class)
                .one();
    }
}
