package dev.correnteza.processor.outbox;

import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.Columns;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Events and requests of our own that have to be published: what is put here in a transaction is published if and only if that
 * commits.
 */
@Repository
public class RecordOutbox {
    private static final String ENQUEUE = """
            INSERT INTO record_outbox (topic, record_key, record, headers, enqueued_at)
            VALUES (:topic, :key, :record, :headers, :at)
            RETURNING sequence
            """;

    private static final String NEXT = """
            SELECT sequence, topic, record_key, record, headers
            FROM record_outbox
            WHERE enqueued_at <= :before
            ORDER BY sequence
            LIMIT :limit
            """;

    private static final String REMOVE = """
            DELETE FROM record_outbox
            WHERE sequence = ANY (:sequences)
            """;

    private final AvroCodec<PaymentEvent> events = AvroCodec.of(PaymentEvent.class);
    private final AvroCodec<GatewayNotification> notifications = AvroCodec.of(GatewayNotification.class);
    private final DatabaseClient db;
    private final Clock clock;

    RecordOutbox(DatabaseClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Part of the caller's transaction. */
    public Mono<Entry> enqueue(PaymentEvent event) {
        return enqueue(
                Topics.PAYMENT_EVENTS,
                CorrelationKey.of(event),
                events.encode(event),
                List.of(
                        RecordHeaders.TENANT_ID,
                        event.getTenantId(),
                        RecordHeaders.ACCOUNT_ID,
                        event.getAccountId(),
                        RecordHeaders.GATEWAY,
                        event.getGateway(),
                        RecordHeaders.TYPE,
                        event.getType(),
                        RecordHeaders.EVENT_ID,
                        event.getEventId()));
    }

    /** As {@link #enqueue(PaymentEvent)}. */
    public Mono<Entry> enqueue(GatewayNotification notification) {
        return enqueue(
                Topics.GATEWAY_NOTIFICATIONS,
                notification.getAccountId() + ":" + notification.getResourceId(),
                notifications.encode(notification),
                List.of());
    }

    /** The oldest entries that were put here until then, in order. */
    Flux<Entry> next(Instant before, int limit) {
        return db.sql(NEXT)
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> new Entry(
                        row.get("sequence", Long.class),
                        row.get("topic", String.class),
                        row.get("record_key", String.class),
                        row.get("record", byte[].class),
                        List.of(row.get("headers", String[].class))))
                .all();
    }

    Mono<Void> remove(List<Entry> published) {
        return db.sql(REMOVE)
                .bind("sequences", Columns.bigint(published, Entry::sequence))
                .then();
    }

    private Mono<Entry> enqueue(String topic, String key, byte[] record, List<String> headers) {
        return db.sql(ENQUEUE)
                .bind("topic", topic)
                .bind("key", key)
                .bind("record", record)
                .bind("headers", headers.toArray(String[]::new))
                .bind("at", clock.instant())
                .mapValue(Long.class)
                .one()
                .map(sequence -> new Entry(sequence, topic, key, record, headers));
    }

    /**
     * A record to be published.
     *
     * @param headers names and values, in turn
     */
    public record Entry(long sequence, String topic, String key, byte[] record, List<String> headers) {
        ProducerRecord<String, byte[]> toProduce() {
            ProducerRecord<String, byte[]> produced = new ProducerRecord<>(topic, key, record);
            List<String> left = new ArrayList<>(headers);
            while (!left.isEmpty()) {
                produced.headers().add(left.removeFirst(), left.removeFirst().getBytes(StandardCharsets.UTF_8));
            }
            return produced;
        }

        @Override
        public String toString() {
            return "Entry[" + sequence + "]";
        }
    }
}
