package dev.correnteza.processor.ledger;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.processor.sql.Bytea;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ledger: which facts are known, and the facts of payments and subscriptions. */
@Repository
public class LedgerRepository {
    private static final String KNOWN = """
            SELECT tenant_id, event_id, payment_id, match_rule, ledger.event, NULL AS decided
            FROM unnest(:tenants, :ids) AS wanted (tenant_id, event_id)
            JOIN ledger USING (tenant_id, event_id)
            UNION ALL
            SELECT tenant_id, event_id, NULL, NULL, NULL, kind
            FROM unnest(:tenants, :ids) AS wanted (tenant_id, event_id)
            JOIN decided_event USING (tenant_id, event_id)
            """;

    private static final String INSERT = """
            INSERT INTO ledger (event_id, tenant_id, account_id, gateway, lane, type, occurred_at, received_at,
                                payment_id, match_rule, home_payment_id, home_match_rule, subscription_id, event, topic,
                                kafka_partition, kafka_offset, recorded_at)
            SELECT event_id, tenant_id, account_id, gateway, lane, type, occurred_at, received_at, payment_id, match_rule,
                   home_payment_id, home_match_rule, subscription_id, event, topic, kafka_partition, kafka_offset, recorded_at
            FROM unnest(:ids, :tenants, :accounts, :gateways, :lanes, :types, :occurred, :received,
                        :payments, :rules, :homes, :homeRules, :subscriptions, :events, :topics, :partitions, :offsets,
                        :recorded)
                 AS new (event_id, tenant_id, account_id, gateway, lane, type, occurred_at, received_at, payment_id,
                         match_rule, home_payment_id, home_match_rule, subscription_id, event, topic, kafka_partition,
                         kafka_offset, recorded_at)
            """;

    private static final String INSERT_NEW = INSERT + """
            ON CONFLICT (event_id, tenant_id) DO NOTHING
            RETURNING tenant_id, event_id
            """;

    private static final String COMPLETE = """
            UPDATE ledger
            SET event = told.event,
                occurred_at = told.occurred_at,
                subscription_id = told.subscription_id
            FROM unnest(:tenants, :ids, :before, :events, :occurred, :subscriptions)
                 AS told (tenant_id, event_id, before, event, occurred_at, subscription_id)
            WHERE ledger.tenant_id = told.tenant_id
              AND ledger.event_id = told.event_id
              AND ledger.event = told.before
            """;

    private static final String OF_PAYMENTS = """
            SELECT tenant_id, payment_id, ledger.event
            FROM unnest(:tenants, :payments) AS wanted (tenant_id, payment_id)
            JOIN ledger USING (tenant_id, payment_id)
            """;

    // A refund need not name the subscription of its charge: what is told of a payment is told of its subscription too.
    private static final String OF_SUBSCRIPTIONS = """
            WITH wanted AS (
                SELECT tenant_id, account_id, subscription_id
                FROM unnest(:tenants, :accounts, :subscriptions) AS wanted (tenant_id, account_id, subscription_id)
            ), charge AS (
                SELECT wanted.tenant_id, wanted.account_id, wanted.subscription_id, payment_id
                FROM wanted
                JOIN ledger USING (tenant_id, account_id, subscription_id)
                WHERE payment_id IS NOT NULL
                UNION
                SELECT tenant_id, account_id, subscription_id, payment_id
                FROM wanted
                JOIN inferred_charge USING (tenant_id, account_id, subscription_id)
            )
            SELECT tenant_id, account_id, subscription_id, payment_id, ledger.event
            FROM wanted
            JOIN ledger USING (tenant_id, account_id, subscription_id)
            WHERE payment_id IS NULL
            UNION ALL
            SELECT charge.tenant_id, charge.account_id, charge.subscription_id, charge.payment_id, ledger.event
            FROM charge
            JOIN ledger ON ledger.tenant_id = charge.tenant_id
                       AND ledger.payment_id = charge.payment_id
            """;

    private static final String OF_EVENTS = """
            SELECT tenant_id, event_id, event
            FROM ledger
            WHERE tenant_id = :tenant
              AND event_id = ANY (:ids)
            """;

    private static final String ONE = """
            SELECT tenant_id, payment_id, event
            FROM ledger
            WHERE tenant_id = :tenant
              AND event_id = :id
            """;

    private static final String MOVE = """
            UPDATE ledger
            SET home_payment_id = coalesce(home_payment_id, payment_id),
                home_match_rule = coalesce(home_match_rule, match_rule),
                payment_id = :payment,
                match_rule = 'MANUAL'
            WHERE tenant_id = :tenant
              AND event_id = ANY (:ids)
            """;

    private static final String MOVE_HOME = """
            UPDATE ledger
            SET payment_id = home_payment_id,
                match_rule = home_match_rule,
                home_payment_id = NULL,
                home_match_rule = NULL
            WHERE tenant_id = :tenant
              AND event_id = ANY (:ids)
              AND home_payment_id IS NOT NULL
            RETURNING payment_id
            """;

    private static final String REMOVE = """
            DELETE FROM ledger
            WHERE tenant_id = :tenant
              AND event_id = :id
            RETURNING tenant_id, payment_id, event
            """;

    private final DatabaseClient db;
    private final AvroCodec<PaymentEvent> codec;

    /** @param newerSchemas while instances of two builds run, the newer one writes what the older one reads */
    LedgerRepository(DatabaseClient db, NewerSchemas newerSchemas) {
        this.db = db;
        this.codec = AvroCodec.of(PaymentEvent.class, newerSchemas);
    }

    /** What is known of these events: the facts among them, and what somebody decided about them, in no particular order. */
    public Flux<Known> known(Collection<EventRef> events) {
        return db.sql(KNOWN)
                .bind("tenants", Columns.text(events, EventRef::tenantId))
                .bind("ids", Columns.uuid(events, EventRef::eventId))
                .map(row -> new Known(
                        eventRef(row),
                        row.get("payment_id", String.class),
                        row.get("match_rule", String.class),
                        row.get("event", Bytea.class),
                        row.get("decided", String.class)))
                .all();
    }

    /** What a fact tells that the ledger has. */
    public PaymentEvent toldOf(Known fact) {
        return decoded(Objects.requireNonNull(fact.event).bytes());
    }

    /** Writes what these facts tell now, and emits how many still told what they told before. */
    public Mono<Long> complete(Collection<Completed> facts) {
        List<Completed> rows = facts.stream()
                .sorted(Comparator.comparing(row -> row.known().ref(), EventRef.ORDER))
                .toList();
        return db.sql(COMPLETE)
                .bind("tenants", Columns.text(rows, row -> row.known().ref().tenantId()))
                .bind("ids", Columns.uuid(rows, row -> row.known().ref().eventId()))
                .bind("before", Columns.bytea(rows, Completed::before))
                .bind("events", Columns.bytea(rows, row -> codec.encode(row.event())))
                .bind("occurred", Columns.timestamp(rows, row -> row.event().getOccurredAt()))
                .bind("subscriptions", Columns.text(rows, row -> subscriptionId(row.event())))
                .fetch()
                .rowsUpdated();
    }

    /** Inserts the facts not seen before and emits exactly those, in no particular order. */
    public Flux<EventRef> insertNew(Collection<LedgerRow> facts) {
        return bound(INSERT_NEW, facts).map(LedgerRepository::eventRef).all();
    }

    /** Inserts facts that nobody has inserted; fails where somebody has ({@link Concurrency#OPTIMISTIC}). */
    public Mono<Void> insert(Collection<LedgerRow> facts) {
        return bound(INSERT, facts).then();
    }

    private GenericExecuteSpec bound(String sql, Collection<LedgerRow> facts) {
        // One order for all transactions: two batches with the same facts wait for each other instead of deadlocking.
        List<LedgerRow> rows = facts.stream()
                .sorted(Comparator.comparing(row -> EventRef.of(row.event()), EventRef.ORDER))
                .toList();
        return db.sql(sql)
                .bind(
                        "ids",
                        Columns.uuid(rows, row -> UUID.fromString(row.event().getEventId())))
                .bind("tenants", Columns.text(rows, row -> row.event().getTenantId()))
                .bind("accounts", Columns.text(rows, row -> row.event().getAccountId()))
                .bind("gateways", Columns.text(rows, row -> row.event().getGateway()))
                .bind("lanes", Columns.text(rows, row -> row.event().getLane().name()))
                .bind("types", Columns.text(rows, row -> row.event().getType()))
                .bind("occurred", Columns.timestamp(rows, row -> row.event().getOccurredAt()))
                .bind("received", Columns.timestamp(rows, row -> row.event().getReceivedAt()))
                .bind("payments", Columns.text(rows, LedgerRow::paymentId))
                .bind("rules", Columns.text(rows, LedgerRow::matchRule))
                .bind("homes", Columns.text(rows, LedgerRow::homePaymentId))
                .bind("homeRules", Columns.text(rows, LedgerRow::homeMatchRule))
                .bind("subscriptions", Columns.text(rows, row -> subscriptionId(row.event())))
                .bind("events", Columns.bytea(rows, row -> codec.encode(row.event())))
                .bind("topics", Columns.text(rows, LedgerRow::topic))
                .bind("partitions", Columns.integer(rows, LedgerRow::partition))
                .bind("offsets", Columns.bigint(rows, LedgerRow::offset))
                .bind("recorded", Columns.timestamp(rows, LedgerRow::recordedAt));
    }

    /** All facts of these payments. */
    public Flux<Fact<PaymentRef>> ofPayments(Collection<PaymentRef> payments) {
        return db.sql(OF_PAYMENTS)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .map(row -> fact(
                        new PaymentRef(row.get("tenant_id", String.class), row.get("payment_id", String.class)),
                        row.get("event", Bytea.class).bytes()))
                .all();
    }

    /** All facts of these subscriptions: those that name them, and all of the payments that are charges of them. */
    public Flux<Fact<Charged>> ofSubscriptions(Collection<SubscriptionRef> subscriptions) {
        return db.sql(OF_SUBSCRIPTIONS)
                .bind("tenants", Columns.text(subscriptions, SubscriptionRef::tenantId))
                .bind("accounts", Columns.text(subscriptions, SubscriptionRef::accountId))
                .bind("subscriptions", Columns.text(subscriptions, SubscriptionRef::subscriptionId))
                .map(row -> fact(
                        new Charged(
                                new SubscriptionRef(
                                        row.get("tenant_id", String.class),
                                        row.get("account_id", String.class),
                                        row.get("subscription_id", String.class)),
                                row.get("payment_id", String.class)),
                        row.get("event", Bytea.class).bytes()))
                .all();
    }

    /** These facts of a tenant; those that the ledger does not have are left out. */
    public Flux<Fact<EventRef>> ofEvents(String tenantId, Collection<UUID> eventIds) {
        return db.sql(OF_EVENTS)
                .bind("tenant", tenantId)
                .bind("ids", eventIds.toArray(UUID[]::new))
                .map(row -> fact(eventRef(row), row.get("event", Bytea.class).bytes()))
                .all();
    }

    /** A fact, its subject being its payment where it has one; empty where there is none. */
    public Mono<Fact<Optional<PaymentRef>>> find(EventRef event) {
        return one(ONE, event);
    }

    /** Gives these facts of a tenant to a payment by decision; where the rules put them is kept. */
    public Mono<Void> move(Collection<UUID> eventIds, PaymentRef payment) {
        return db.sql(MOVE)
                .bind("tenant", payment.tenantId())
                .bind("payment", payment.paymentId())
                .bind("ids", eventIds.toArray(UUID[]::new))
                .then();
    }

    /** Gives these facts back to where the rules put them, and emits the payments of those that were elsewhere. */
    public Flux<PaymentRef> moveHome(String tenantId, Collection<UUID> eventIds) {
        return db.sql(MOVE_HOME)
                .bind("tenant", tenantId)
                .bind("ids", eventIds.toArray(UUID[]::new))
                .map(row -> new PaymentRef(tenantId, row.get("payment_id", String.class)))
                .all();
    }

    /** Takes a fact out and emits it, its subject being its payment where it has one; emits nothing where it was not there. */
    public Mono<Fact<Optional<PaymentRef>>> remove(EventRef event) {
        return one(REMOVE, event);
    }

    private Mono<Fact<Optional<PaymentRef>>> one(String sql, EventRef event) {
        return db.sql(sql)
                .bind("tenant", event.tenantId())
                .bind("id", event.eventId())
                .map(row -> fact(
                        Optional.ofNullable(row.get("payment_id", String.class))
                                .map(paymentId -> new PaymentRef(event.tenantId(), paymentId)),
                        row.get("event", Bytea.class).bytes()))
                .one();
    }

    private static @Nullable String subscriptionId(PaymentEvent event) {
        return event.getSubscription() == null ? null : event.getSubscription().getId();
    }

    private static EventRef eventRef(Readable row) {
        return new EventRef(row.get("tenant_id", String.class), row.get("event_id", UUID.class));
    }

    private <S> Fact<S> fact(S subject, byte[] event) {
        return new Fact<>(subject, decoded(event));
    }

    private PaymentEvent decoded(byte[] event) {
        try {
            return codec.decode(event);
        } catch (UndecodableRecord e) {
            throw new IllegalStateException("ledger holds what it never wrote", e);
        }
    }

    /**
     * What is known of an event: that it is a fact, or what was decided about it.
     *
     * @param paymentId of a fact about a payment
     * @param matchRule with it
     * @param event the fact as it stands there
     * @param decided {@code DISCARD_EVENT} or {@code MEND_EVENT}; {@code null} where this tells of the fact
     */
    public record Known(
            EventRef ref,
            @Nullable String paymentId,
            @Nullable String matchRule,
            @Nullable Bytea event,
            @Nullable String decided) {
        /** Whether it is no new fact: mended, it is one until it is applied in its new words. */
        public boolean isNoNews() {
            return decided == null || decided.equals(DecisionKind.DISCARD_EVENT.name());
        }
    }

    /**
     * A known fact of which a copy told more.
     *
     * @param event what all copies tell
     */
    public record Completed(Known known, PaymentEvent event) {
        private byte[] before() {
            return Objects.requireNonNull(known.event).bytes();
        }

        @Override
        public String toString() {
            return "Completed[" + known.ref + "]";
        }
    }

    /** A fact and what it is a fact of. */
    public record Fact<S>(S subject, PaymentEvent event) {
        @Override
        public String toString() {
            return "Fact[" + event.getEventId() + "]";
        }
    }

    /** A subscription, unique in its account. */
    public record SubscriptionRef(String tenantId, String accountId, String subscriptionId) {}

    /**
     * A subscription, and a payment that is a charge of it.
     *
     * @param paymentId {@code null} where the fact is about the subscription itself
     */
    public record Charged(
            SubscriptionRef subscription, @Nullable String paymentId) {}
}
