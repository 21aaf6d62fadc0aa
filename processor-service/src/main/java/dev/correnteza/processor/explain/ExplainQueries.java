package dev.correnteza.processor.explain;

import dev.correnteza.events.topic.Topics;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads each stage of a payment's way. */
@Repository
class ExplainQueries {
    // Webhooks that were duplicates name the payment through their event.
    private static final String WEBHOOKS = """
            SELECT log.*
            FROM webhook_log AS log
            WHERE log.tenant_id = :tenant
              AND log.event_id IN (SELECT event_id FROM ledger WHERE tenant_id = :tenant AND payment_id = :payment)
            ORDER BY log.received_at, log.topic, log.kafka_partition, log.kafka_offset
            LIMIT 1000
            """;

    private static final String FACTS = """
            SELECT event_id, type, occurred_at, recorded_at, match_rule, lane, topic, kafka_partition, kafka_offset,
                   illegal.kind AS illegal_kind, illegal.stood AS illegal_from
            FROM ledger
            LEFT JOIN (SELECT (move ->> 'eventId')::uuid AS event_id, move ->> 'kind' AS kind, move ->> 'from' AS stood
                       FROM payment, jsonb_array_elements(illegal_moves) AS move
                       WHERE tenant_id = :tenant
                         AND payment_id = :payment) AS illegal USING (event_id)
            WHERE tenant_id = :tenant
              AND payment_id = :payment
            ORDER BY recorded_at, occurred_at, event_id
            """;

    private static final String TRANSITIONS = """
            SELECT *
            FROM transition
            WHERE tenant_id = :tenant
              AND payment_id = :payment
            ORDER BY recorded_at, occurred_at, transition_id
            """;

    private static final String DELIVERIES = """
            SELECT *
            FROM conversion_delivery
            WHERE tenant_id = :tenant
              AND payment_id = :payment
            ORDER BY finished_at, delivery_id
            """;

    private static final String DECISIONS = """
            SELECT *
            FROM decision
            WHERE tenant_id = :tenant
              AND payment_id = :payment
            ORDER BY decided_at, decision_id
            """;

    // By its own id, also where the payment was born from a webhook and has another one.
    private static final String CHARGES = """
            SELECT *
            FROM charge
            WHERE tenant_id = :tenant
              AND payment_id IN (SELECT :payment
                                 UNION ALL
                                 SELECT value
                                 FROM payment_key
                                 WHERE tenant_id = :tenant
                                   AND kind = 'PAYMENT_ID'
                                   AND payment_id = :payment)
            ORDER BY created_at
            """;

    private final DatabaseClient db;

    ExplainQueries(DatabaseClient db) {
        this.db = db;
    }

    /** All stages, in the order of the flow. */
    Flux<Hop> hops(String tenantId, String paymentId) {
        return Flux.concat(
                query(CHARGES, tenantId, paymentId, ExplainQueries::charge),
                query(WEBHOOKS, tenantId, paymentId, ExplainQueries::webhook),
                query(FACTS, tenantId, paymentId, ExplainQueries::fact),
                query(DECISIONS, tenantId, paymentId, ExplainQueries::decision),
                query(TRANSITIONS, tenantId, paymentId, ExplainQueries::publicTransition),
                query(TRANSITIONS, tenantId, paymentId, ExplainQueries::privateTransition),
                query(DELIVERIES, tenantId, paymentId, ExplainQueries::delivery));
    }

    private Flux<Hop> query(String sql, String tenantId, String paymentId, Function<Readable, Hop> toHop) {
        return db.sql(sql)
                .bind("tenant", tenantId)
                .bind("payment", paymentId)
                .map(toHop)
                .all();
    }

    private static Hop charge(Readable row) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "outcome", row.get("outcome", String.class));
        put(details, "reason", row.get("reason", String.class));
        put(details, "gateway", row.get("gateway", String.class));
        put(details, "accountId", row.get("account_id", String.class));
        put(details, "amountMinor", row.get("amount_minor", Long.class));
        put(details, "currency", row.get("currency", String.class));
        put(details, "webhookToken", row.get("webhook_token", UUID.class));
        put(details, "gatewayChargeId", row.get("gateway_charge_id", String.class));
        put(details, "createdBy", row.get("created_by", String.class));
        put(details, "answeredAt", row.get("answered_at", Instant.class));
        return new Hop("charge", row.get("created_at", Instant.class), null, null, null, details);
    }

    private static Hop webhook(Readable row) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "verdict", row.get("status", String.class));
        put(details, "gateway", row.get("gateway", String.class));
        put(details, "accountId", row.get("account_id", String.class));
        put(details, "gatewayEventType", row.get("gateway_event_type", String.class));
        put(details, "type", row.get("type", String.class));
        put(details, "eventId", row.get("event_id", UUID.class));
        put(details, "lane", row.get("lane", String.class));
        put(details, "processedAt", row.get("processed_at", Instant.class));
        put(details, "error", row.get("error", String.class));
        return new Hop(
                "webhook",
                row.get("received_at", Instant.class),
                row.get("topic", String.class),
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                details);
    }

    private static Hop fact(Readable row) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "type", row.get("type", String.class));
        put(details, "occurredAt", row.get("occurred_at", Instant.class));
        put(details, "matchedBy", row.get("match_rule", String.class));
        put(details, "eventId", row.get("event_id", UUID.class));
        // What it told is no move from where the payment stood then.
        put(details, "illegalMove", row.get("illegal_kind", String.class));
        put(details, "illegalFrom", row.get("illegal_from", String.class));
        return new Hop(
                "ledger",
                row.get("recorded_at", Instant.class),
                row.get("topic", String.class),
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                details);
    }

    private static Hop decision(Readable row) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "kind", row.get("kind", String.class));
        put(details, "decisionId", row.get("decision_id", UUID.class));
        put(details, "eventId", row.get("event_id", UUID.class));
        put(details, "undoes", row.get("undoes", UUID.class));
        put(details, "reason", row.get("reason", String.class));
        put(details, "decidedBy", row.get("decided_by", String.class));
        put(details, "appliedAt", row.get("applied_at", Instant.class));
        put(details, "error", row.get("error_code", String.class));
        return new Hop(
                "decision",
                row.get("decided_at", Instant.class),
                Topics.OPERATOR_DECISIONS,
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                details);
    }

    private static Hop publicTransition(Readable row) {
        return transition(row, "transition", Topics.PAYMENT_TRANSITIONS, "public");
    }

    private static Hop privateTransition(Readable row) {
        return transition(row, "transition_private", Topics.PAYMENT_TRANSITIONS_PRIVATE, "private");
    }

    private static Hop transition(Readable row, String hop, String topic, String columns) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "from", row.get("from_status", String.class));
        put(details, "to", row.get("to_status", String.class));
        put(details, "type", row.get("type", String.class));
        put(details, "occurredAt", row.get("occurred_at", Instant.class));
        put(details, "recordedAt", row.get("recorded_at", Instant.class));
        put(details, "transitionId", row.get("transition_id", UUID.class));
        return new Hop(
                hop,
                row.get("published_at", Instant.class),
                topic,
                row.get(columns + "_partition", Integer.class),
                row.get(columns + "_offset", Long.class),
                details);
    }

    private static Hop delivery(Readable row) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "eventName", row.get("event_name", String.class));
        put(details, "status", row.get("status", String.class));
        put(details, "pixelId", row.get("pixel_id", String.class));
        put(details, "attempts", row.get("attempts", Integer.class));
        put(details, "httpStatus", row.get("http_status", Integer.class));
        put(details, "errorCode", row.get("error_code", Integer.class));
        put(details, "estimatedMatchQuality", row.get("match_quality", Double.class));
        put(details, "deliveryId", row.get("delivery_id", UUID.class));
        return new Hop(
                "conversion",
                row.get("finished_at", Instant.class),
                Topics.CONVERSION_DELIVERIES,
                row.get("kafka_partition", Integer.class),
                row.get("kafka_offset", Long.class),
                details);
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
