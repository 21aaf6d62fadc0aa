package dev.correnteza.bench.floor;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Applies events with nothing but what cannot be left out: reads a batch, decodes its events, inserts them into a ledger in one
 * statement, and with those that were new upserts customers, subscriptions and transactions in one statement each, guarded so that an
 * older event changes nothing. Then commits, the database first and the offsets second. No matching, no facts read again, no fold, no
 * log, no transitions. One lane: one consumer, one connection over JDBC.
 */
public final class ProcessingFloor {
    private static final Duration POLL = Duration.ofMillis(500);

    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS floor_ledger (event_id uuid PRIMARY KEY, tenant_id text NOT NULL, account_id text NOT NULL,
                    transaction_id text, type text NOT NULL, occurred_at timestamptz NOT NULL, amount_minor bigint)""", """
            CREATE TABLE IF NOT EXISTS floor_customer (email text PRIMARY KEY, name text, document text, phone text,
                    occurred_at timestamptz NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS floor_subscription (subscription_id text PRIMARY KEY, account_id text NOT NULL,
                    plan text, type text NOT NULL, occurred_at timestamptz NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS floor_transaction (transaction_id text PRIMARY KEY, account_id text NOT NULL,
                    type text NOT NULL, amount_minor bigint, occurred_at timestamptz NOT NULL)""");

    private static final String LEDGER = """
            INSERT INTO floor_ledger
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[])
            ON CONFLICT (event_id) DO NOTHING
            RETURNING event_id
            """;

    private static final String CUSTOMER = """
            INSERT INTO floor_customer AS old
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
            ON CONFLICT (email) DO UPDATE
            SET name = excluded.name, document = excluded.document, phone = excluded.phone,
                occurred_at = excluded.occurred_at
            WHERE excluded.occurred_at >= old.occurred_at
            """;

    private static final String SUBSCRIPTION = """
            INSERT INTO floor_subscription AS old
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
            ON CONFLICT (subscription_id) DO UPDATE
            SET plan = excluded.plan, type = excluded.type, occurred_at = excluded.occurred_at
            WHERE excluded.occurred_at >= old.occurred_at
            """;

    private static final String TRANSACTION = """
            INSERT INTO floor_transaction AS old
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[])
            ON CONFLICT (transaction_id) DO UPDATE
            SET type = excluded.type, amount_minor = excluded.amount_minor, occurred_at = excluded.occurred_at
            WHERE excluded.occurred_at >= old.occurred_at
            """;

    private final Connection connection;
    private final AvroCodec<PaymentEvent> codec = AvroCodec.of(PaymentEvent.class);

    private ProcessingFloor(Connection connection) {
        this.connection = connection;
    }

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }

    /** Applies what comes to this topic until the JVM ends. */
    static void run(String bootstrapServers, String topic, String group, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        ProcessingFloor floor = new ProcessingFloor(connection);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                500);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (true) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    floor.apply(batch);
                    consumer.commitSync();
                }
            }
        }
    }

    private void apply(Iterable<ConsumerRecord<String, byte[]>> batch) throws SQLException {
        Map<String, PaymentEvent> events = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                PaymentEvent event = codec.decode(record.value());
                events.putIfAbsent(event.getEventId(), event);
            } catch (UndecodableRecord e) {
                throw new IllegalStateException(e);
            }
        }
        Set<String> added = insert(events.values());
        List<PaymentEvent> fresh = events.values().stream()
                .filter(event -> added.contains(event.getEventId()))
                .toList();
        Collection<PaymentEvent> paying =
                newest(fresh, event -> Objects.toString(customer(event).getEmail(), null));
        write(
                CUSTOMER,
                text(paying, event -> customer(event).getEmail()),
                text(paying, event -> customer(event).getName()),
                text(paying, event -> customer(event).getDocument()),
                text(paying, event -> customer(event).getPhone()),
                times(paying));
        Collection<PaymentEvent> subscribed = newest(
                fresh,
                event -> event.getSubscription() == null
                        ? null
                        : event.getSubscription().getId());
        write(
                SUBSCRIPTION,
                text(subscribed, event -> event.getSubscription().getId()),
                text(subscribed, PaymentEvent::getAccountId),
                text(subscribed, event -> event.getSubscription().getPlan()),
                text(subscribed, PaymentEvent::getType),
                times(subscribed));
        Collection<PaymentEvent> charged = newest(fresh, PaymentEvent::getGatewayTransactionId);
        write(
                TRANSACTION,
                text(charged, PaymentEvent::getGatewayTransactionId),
                text(charged, PaymentEvent::getAccountId),
                text(charged, PaymentEvent::getType),
                amounts(charged),
                times(charged));
        connection.commit();
    }

    private Set<String> insert(Collection<PaymentEvent> events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEDGER)) {
            bind(
                    statement,
                    text(events, PaymentEvent::getEventId),
                    text(events, PaymentEvent::getTenantId),
                    text(events, PaymentEvent::getAccountId),
                    text(events, PaymentEvent::getGatewayTransactionId),
                    text(events, PaymentEvent::getType),
                    times(events),
                    amounts(events));
            Set<String> added = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    added.add(rows.getString(1));
                }
            }
            return added;
        }
    }

    private void write(String sql, Array... columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, columns);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Array... columns) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(i + 1, columns[i]);
        }
    }

    private static Customer customer(PaymentEvent event) {
        return event.getCustomer() == null ? new Customer() : event.getCustomer();
    }

    /** Of those with the same key the newest, ordered by key as all transactions do. */
    private static Collection<PaymentEvent> newest(
            List<PaymentEvent> events, Function<PaymentEvent, @Nullable String> key) {
        Map<String, PaymentEvent> newest = new HashMap<>();
        for (PaymentEvent event : events) {
            String of = key.apply(event);
            if (of != null) {
                newest.merge(of, event, (a, b) -> a.getOccurredAt().isAfter(b.getOccurredAt()) ? a : b);
            }
        }
        return new TreeMap<>(newest).values();
    }

    private Array text(Collection<PaymentEvent> events, Function<PaymentEvent, @Nullable String> column)
            throws SQLException {
        List<@Nullable String> values = new ArrayList<>(events.size());
        events.forEach(event -> values.add(column.apply(event)));
        return connection.createArrayOf("text", values.toArray());
    }

    private Array amounts(Collection<PaymentEvent> events) throws SQLException {
        return connection.createArrayOf(
                "bigint", events.stream().map(PaymentEvent::getAmountMinor).toArray());
    }

    private Array times(Collection<PaymentEvent> events) throws SQLException {
        return connection.createArrayOf(
                "timestamptz",
                events.stream()
                        .map(event -> Timestamp.from(event.getOccurredAt()))
                        .toArray());
    }
}
