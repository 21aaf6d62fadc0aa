package dev.correnteza.processor.subscription;

import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Pipeline;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Rows of subscriptions: locked before their facts are read, written from what the facts make. */
@Repository
public class SubscriptionRepository {
    private static final String ENSURE = """
            INSERT INTO subscription (account_id, subscription_id, tenant_id, gateway, status, interval_unit, cycles_paid,
                                      last_occurred_at)
            SELECT account_id, subscription_id, tenant_id, gateway, 'PENDING', 'UNKNOWN', 0, 'epoch'
            FROM unnest(:accounts, :subscriptions, :tenants, :gateways)
                 AS known (account_id, subscription_id, tenant_id, gateway)
            ON CONFLICT (tenant_id, account_id, subscription_id) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT subscription.subscription_id
            FROM subscription
            JOIN unnest(:tenants, :accounts, :subscriptions) AS wanted (tenant_id, account_id, subscription_id)
                 USING (tenant_id, account_id, subscription_id)
            ORDER BY tenant_id COLLATE "C", account_id COLLATE "C", subscription_id COLLATE "C"
            FOR UPDATE OF subscription
            """;

    private static final String WRITE = """
            UPDATE subscription
            SET status = new.status,
                plan = new.plan,
                interval_unit = new.interval_unit,
                interval_count = new.interval_count,
                cycles_paid = new.cycles_paid,
                cycle_number = new.cycle_number,
                cycles_returned = new.cycles_returned,
                plan_type = new.plan_type,
                plan_source = new.plan_source,
                grace_days = new.grace_days,
                period_start = new.period_start,
                period_end = new.period_end,
                inferred_because = new.inferred_because,
                customer_id = coalesce(new.customer_id, subscription.customer_id),
                started_at = new.started_at,
                next_charge_at = new.next_charge_at,
                expires_at = new.expires_at,
                canceled_at = new.canceled_at,
                last_occurred_at = new.last_occurred_at
            FROM unnest(:tenants, :accounts, :subscriptions, :statuses, :plans, :units, :counts, :paids, :cycles, :returneds,
                        :types, :sources, :graces, :periodStarts, :periodEnds, :reasons, :customers, :starts, :nexts, :ends,
                        :cancels, :lasts)
                 AS new (tenant_id, account_id, subscription_id, status, plan, interval_unit, interval_count, cycles_paid,
                         cycle_number, cycles_returned, plan_type, plan_source, grace_days, period_start, period_end,
                         inferred_because, customer_id, started_at, next_charge_at, expires_at, canceled_at, last_occurred_at)
            WHERE subscription.tenant_id = new.tenant_id
              AND subscription.account_id = new.account_id
              AND subscription.subscription_id = new.subscription_id
              AND (subscription.status, subscription.plan, subscription.interval_unit, subscription.interval_count,
                   subscription.cycles_paid, subscription.cycle_number, subscription.cycles_returned, subscription.plan_type,
                   subscription.plan_source, subscription.grace_days, subscription.period_start, subscription.period_end,
                   subscription.inferred_because, subscription.customer_id, subscription.started_at,
                   subscription.next_charge_at, subscription.expires_at, subscription.canceled_at,
                   subscription.last_occurred_at)
                  IS DISTINCT FROM
                  (new.status, new.plan, new.interval_unit, new.interval_count, new.cycles_paid, new.cycle_number,
                   new.cycles_returned, new.plan_type, new.plan_source, new.grace_days, new.period_start, new.period_end,
                   new.inferred_because, coalesce(new.customer_id, subscription.customer_id), new.started_at,
                   new.next_charge_at, new.expires_at, new.canceled_at, new.last_occurred_at)
            """;

    private static final String REPLACE_CUSTOMERS = """
            UPDATE subscription
            SET customer_id = replaced.new_id
            FROM unnest(:olds, :news) AS replaced (old_id, new_id)
            WHERE subscription.customer_id = replaced.old_id
            """;

    private static final String REMOVE_EMPTY = """
            DELETE FROM subscription
            USING unnest(:tenants, :accounts, :subscriptions) AS named (tenant_id, account_id, subscription_id)
            WHERE subscription.tenant_id = named.tenant_id
              AND subscription.account_id = named.account_id
              AND subscription.subscription_id = named.subscription_id
              AND NOT EXISTS (
                  SELECT
                  FROM ledger
                  WHERE ledger.tenant_id = named.tenant_id
                    AND ledger.account_id = named.account_id
                    AND ledger.subscription_id = named.subscription_id)
              AND NOT EXISTS (
                  SELECT
                  FROM inferred_charge
                  WHERE inferred_charge.tenant_id = named.tenant_id
                    AND inferred_charge.account_id = named.account_id
                    AND inferred_charge.subscription_id = named.subscription_id)
            """;

    private static final String INFERRED = """
            SELECT tenant_id, payment_id, account_id, subscription_id
            FROM unnest(:tenants, :payments) AS wanted (tenant_id, payment_id)
            JOIN inferred_charge USING (tenant_id, payment_id)
            """;

    private static final String INFER = """
            INSERT INTO inferred_charge (tenant_id, payment_id, account_id, subscription_id)
            SELECT tenant_id, payment_id, account_id, subscription_id
            FROM unnest(:tenants, :payments, :accounts, :subscriptions)
                 AS new (tenant_id, payment_id, account_id, subscription_id)
            ON CONFLICT (tenant_id, payment_id) DO UPDATE
            SET account_id = excluded.account_id,
                subscription_id = excluded.subscription_id
            """;

    private static final String REMOVE_INFERRED = """
            DELETE FROM inferred_charge
            USING unnest(:tenants, :payments) AS gone (tenant_id, payment_id)
            WHERE inferred_charge.tenant_id = gone.tenant_id
              AND inferred_charge.payment_id = gone.payment_id
            """;

    // One for all transactions, so that they wait for each other and never in a circle.
    private static final Comparator<SubscriptionRef> ORDER = Comparator.comparing(SubscriptionRef::tenantId)
            .thenComparing(SubscriptionRef::accountId)
            .thenComparing(SubscriptionRef::subscriptionId);

    private final DatabaseClient db;

    SubscriptionRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Makes sure that these subscriptions have rows and locks them, in one order, until the transaction ends. */
    Mono<Void> lock(Collection<KnownSubscription> known) {
        List<KnownSubscription> rows = known.stream()
                .sorted(Comparator.comparing(KnownSubscription::ref, ORDER))
                .toList();
        Mono<Void> ensured = db.sql(ENSURE)
                .bind("accounts", Columns.text(rows, one -> one.ref().accountId()))
                .bind("subscriptions", Columns.text(rows, one -> one.ref().subscriptionId()))
                .bind("tenants", Columns.text(rows, one -> one.ref().tenantId()))
                .bind("gateways", Columns.text(rows, KnownSubscription::gateway))
                .then();
        Mono<Void> locked = db.sql(LOCK)
                .bind("tenants", Columns.text(rows, one -> one.ref().tenantId()))
                .bind("accounts", Columns.text(rows, one -> one.ref().accountId()))
                .bind("subscriptions", Columns.text(rows, one -> one.ref().subscriptionId()))
                .mapValue(String.class)
                .all()
                .then();
        return Pipeline.of(List.of(ensured, locked));
    }

    /** Writes what the facts make of these subscriptions. */
    Mono<Void> write(Collection<SubscriptionRow> unordered) {
        List<SubscriptionRow> rows = unordered.stream()
                .sorted(Comparator.comparing(SubscriptionRow::ref, ORDER))
                .toList();
        return db.sql(WRITE)
                .bind("tenants", Columns.text(rows, row -> row.ref().tenantId()))
                .bind("accounts", Columns.text(rows, row -> row.ref().accountId()))
                .bind("subscriptions", Columns.text(rows, row -> row.ref().subscriptionId()))
                .bind("statuses", Columns.text(rows, row -> row.state().status().name()))
                .bind("plans", Columns.text(rows, row -> row.state().plan()))
                .bind("units", Columns.text(rows, row -> row.state().interval().name()))
                .bind("counts", Columns.integer(rows, row -> row.state().intervalCount()))
                .bind("paids", Columns.integer(rows, row -> row.state().cyclesPaid()))
                .bind("cycles", Columns.integer(rows, row -> row.state().cycleNumber()))
                .bind("returneds", Columns.integer(rows, row -> row.state().cyclesReturned()))
                .bind(
                        "types",
                        Columns.text(
                                rows, row -> row.state().currentPlan().type().name()))
                .bind(
                        "sources",
                        Columns.text(
                                rows, row -> row.state().currentPlan().source().name()))
                .bind(
                        "graces",
                        Columns.integer(rows, row -> row.state().currentPlan().graceDays()))
                .bind("periodStarts", Columns.timestamp(rows, row -> row.state().periodStart()))
                .bind("periodEnds", Columns.timestamp(rows, row -> row.state().periodEnd()))
                .bind("reasons", Columns.text(rows, SubscriptionRow::inferredBecause))
                .bind("customers", Columns.uuid(rows, SubscriptionRow::customerId))
                .bind("starts", Columns.timestamp(rows, row -> row.state().startedAt()))
                .bind("nexts", Columns.timestamp(rows, row -> row.state().nextChargeAt()))
                .bind("ends", Columns.timestamp(rows, row -> row.state().expiresAt()))
                .bind("cancels", Columns.timestamp(rows, row -> row.state().canceledAt()))
                .bind("lasts", Columns.timestamp(rows, row -> row.state().lastOccurredAt()))
                .then();
    }

    /** Removes those of these that no fact speaks of. */
    Mono<Void> removeEmpty(Collection<SubscriptionRef> refs) {
        return db.sql(REMOVE_EMPTY)
                .bind("tenants", Columns.text(refs, SubscriptionRef::tenantId))
                .bind("accounts", Columns.text(refs, SubscriptionRef::accountId))
                .bind("subscriptions", Columns.text(refs, SubscriptionRef::subscriptionId))
                .then();
    }

    /** Those of these payments that were taken for charges of a subscription, and of which. */
    Mono<Map<PaymentRef, SubscriptionRef>> inferred(Collection<PaymentRef> payments) {
        return db.sql(INFERRED)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .map(row -> Map.entry(
                        new PaymentRef(row.get("tenant_id", String.class), row.get("payment_id", String.class)),
                        new SubscriptionRef(
                                row.get("tenant_id", String.class),
                                row.get("account_id", String.class),
                                row.get("subscription_id", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Takes these payments, which are locked, for charges of these subscriptions, which are locked too. */
    Mono<Void> infer(Map<PaymentRef, SubscriptionRef> charges) {
        List<Map.Entry<PaymentRef, SubscriptionRef>> rows =
                charges.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return db.sql(INFER)
                .bind("tenants", Columns.text(rows, row -> row.getKey().tenantId()))
                .bind("payments", Columns.text(rows, row -> row.getKey().paymentId()))
                .bind("accounts", Columns.text(rows, row -> row.getValue().accountId()))
                .bind("subscriptions", Columns.text(rows, row -> row.getValue().subscriptionId()))
                .then();
    }

    /** These payments, which are locked, are charges of no inferred subscription. */
    Mono<Void> removeInferred(Collection<PaymentRef> payments) {
        return db.sql(REMOVE_INFERRED)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .then();
    }

    /** Writes the ids of customers that took the place of others. */
    public Mono<Void> replaceCustomers(Map<UUID, UUID> replaced) {
        List<UUID> olds = replaced.keySet().stream().sorted().toList();
        return db.sql(REPLACE_CUSTOMERS)
                .bind("olds", Columns.uuid(olds, id -> id))
                .bind("news", Columns.uuid(olds, replaced::get))
                .then();
    }

    /** A subscription that an event names. */
    record KnownSubscription(SubscriptionRef ref, String gateway) {}

    /**
     * A subscription to be written.
     *
     * @param inferredBecause why orders were taken for a subscription; {@code null} where its gateway names it
     * @param customerId who pays; {@code null} leaves who is known
     */
    record SubscriptionRow(
            SubscriptionRef ref,
            SubscriptionState state,
            @Nullable String inferredBecause,
            @Nullable UUID customerId) {}
}
