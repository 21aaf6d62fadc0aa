package dev.correnteza.processor.rebuild;

import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.processor.ledger.PaymentRef;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Transitions of the rebuilt books. What was published stays as it was, and is not published again: which steps a payment took in
 * between depends on how its events fell into batches, and that was told to others already.
 */
final class ToldTransitions {
    private static final int BATCH = 500;

    private static final String TOLD = """
            INSERT INTO [new].transition (transition_id, tenant_id, payment_id, event_id, type, from_status, to_status, occurred_at,
                                          recorded_at, published_at, public_partition, public_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, payment_id, transition_id) DO UPDATE
            SET (payment_id, event_id, type, from_status, to_status, occurred_at, recorded_at, published_at,
                 public_partition, public_offset)
              = (excluded.payment_id, excluded.event_id, excluded.type, excluded.from_status, excluded.to_status,
                 excluded.occurred_at, excluded.recorded_at, excluded.published_at, excluded.public_partition,
                 excluded.public_offset)
            """;

    private static final String IS_TOLD = """
            DELETE FROM [new].outbox
            USING [new].transition
            WHERE outbox.tenant_id = transition.tenant_id
              AND outbox.transition_id = transition.transition_id
              AND transition.published_at IS NOT NULL
            """;

    // Not published yet, or so long ago that the topic has forgotten it: the live row is all there is.
    private static final String KNOWN_HERE = """
            INSERT INTO [new].transition
            SELECT live.*
            FROM [live].transition AS live
            LEFT JOIN unnest(?::integer[], ?::bigint[]) AS topic (kafka_partition, earliest)
                   ON topic.kafka_partition = live.public_partition
            WHERE live.published_at IS NULL
               OR live.public_offset < topic.earliest
            ON CONFLICT (tenant_id, payment_id, transition_id) DO UPDATE
            SET (payment_id, event_id, type, from_status, to_status, occurred_at, recorded_at, published_at,
                 public_partition, public_offset, private_partition, private_offset)
              = (excluded.payment_id, excluded.event_id, excluded.type, excluded.from_status, excluded.to_status,
                 excluded.occurred_at, excluded.recorded_at, excluded.published_at, excluded.public_partition,
                 excluded.public_offset, excluded.private_partition, excluded.private_offset)
            WHERE transition.published_at IS NULL
            """;

    private static final String UNTOLD = """
            SELECT DISTINCT tenant_id, payment_id
            FROM [new].transition AS new
            WHERE published_at IS NULL
              AND NOT EXISTS (
                  SELECT
                  FROM [live].transition AS live
                  WHERE live.tenant_id = new.tenant_id
                    AND live.transition_id = new.transition_id)
            """;

    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM [new].transition AS new
                USING unnest(?::text[], ?::text[]) AS payment (tenant_id, payment_id)
                WHERE new.tenant_id = payment.tenant_id
                  AND new.payment_id = payment.payment_id
                  AND new.published_at IS NULL
                  AND new.transition_id <> ALL (?::uuid[])
                RETURNING new.tenant_id, new.transition_id
            )
            DELETE FROM [new].outbox
            USING gone
            WHERE outbox.tenant_id = gone.tenant_id
              AND outbox.transition_id = gone.transition_id
            """;

    private static final String UNPUBLISHED = "SELECT transition_id FROM [live].transition WHERE published_at IS NULL";

    private final TopicMerge topic;
    private final AvroCodec<PaymentTransition> codec;
    private final Database rebuilt;
    private final StandbyBooks books;

    /** @param topic that of the transitions that everybody may read */
    ToldTransitions(TopicMerge topic, NewerSchemas newerSchemas, Database rebuilt, StandbyBooks books) {
        this.topic = topic;
        this.codec = AvroCodec.of(PaymentTransition.class, newerSchemas);
        this.rebuilt = rebuilt;
        this.books = books;
    }

    /** Takes over what was published until now. */
    void read(Patience patience) throws SQLException {
        Map<TopicPartition, Long> ends = topic.ends();
        List<ConsumerRecord<String, byte[]>> records;
        do {
            records = topic.next(ends, BATCH, patience);
            write(records);
        } while (!records.isEmpty());
        rebuilt.execute(IS_TOLD);
    }

    /**
     * Leaves of what nobody was told only what the payments still are: steps that later events revoked stay untold.
     *
     * @param live sees the tables in use; what it holds locked may stay so
     */
    void settle(Database live) throws SQLException {
        List<Map.Entry<TopicPartition, Long>> earliest =
                topic.earliest().entrySet().stream().toList();
        // Read there and written here: the rows that are written must not wait for whoever holds the tables.
        List<PaymentRef> payments = live.all(UNTOLD, row -> new PaymentRef(row.getString(1), row.getString(2)));
        Set<String> kept = new TreeSet<>(live.texts(UNPUBLISHED));
        for (int from = 0; from < payments.size(); from += BATCH) {
            List<PaymentRef> some = payments.subList(from, Math.min(payments.size(), from + BATCH));
            rebuilt.execute(
                    FORGET,
                    rebuilt.array(
                            "text", some.stream().map(PaymentRef::tenantId).toList()),
                    rebuilt.array(
                            "text", some.stream().map(PaymentRef::paymentId).toList()),
                    rebuilt.array("uuid", kept.stream().map(UUID::fromString).toList()));
            books.refold(some);
        }
        live.execute(
                KNOWN_HERE,
                live.array(
                        "integer",
                        earliest.stream().map(one -> one.getKey().partition()).toList()),
                live.array("bigint", earliest.stream().map(Map.Entry::getValue).toList()));
    }

    private void write(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        try (PreparedStatement told = rebuilt.prepare(TOLD)) {
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.value() != null) {
                    add(told, record);
                }
            }
            told.executeBatch();
        }
    }

    private void add(PreparedStatement told, ConsumerRecord<String, byte[]> record) throws SQLException {
        PaymentTransition transition;
        try {
            transition = codec.decode(record.value());
        } catch (UndecodableRecord e) {
            return; // nobody of this project wrote it
        }
        if (transition.getTenantId().equals(CanaryTenant.ID)) {
            return;
        }
        List<Object> values = new ArrayList<>(List.of(
                UUID.fromString(transition.getTransitionId()),
                transition.getTenantId(),
                transition.getPaymentId(),
                UUID.fromString(transition.getEventId()),
                transition.getType(),
                transition.getFromStatus().name(),
                transition.getToStatus().name(),
                utc(transition.getOccurredAt()),
                utc(transition.getRecordedAt()),
                utc(Instant.ofEpochMilli(record.timestamp())),
                record.partition(),
                record.offset()));
        for (int i = 0; i < values.size(); i++) {
            told.setObject(i + 1, values.get(i));
        }
        told.addBatch();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
