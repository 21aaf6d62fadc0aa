package dev.correnteza.processor.payment;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Column;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of payments: locked before their facts are read, written from what the facts make. */
@Repository
public class PaymentRepository {
    private static final String ENSURE = """
            INSERT INTO payment (payment_id, tenant_id, account_id, gateway, status, method, facts)
            SELECT payment_id, tenant_id, account_id, gateway, 'UNKNOWN', 'UNKNOWN', 0
            FROM unnest(:payments, :tenants, :accounts, :gateways) AS born (payment_id, tenant_id, account_id, gateway)
            ON CONFLICT (payment_id, tenant_id) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT tenant_id, payment_id, customer_id
            FROM unnest(:tenants, :payments) AS wanted (tenant_id, payment_id)
            JOIN payment USING (tenant_id, payment_id)
            ORDER BY tenant_id COLLATE "C", payment_id COLLATE "C"
            FOR UPDATE OF payment
            """;

    private static final String INSERT = """
            INSERT INTO payment (tenant_id, payment_id, account_id, gateway, status, amount_minor, net_amount_minor, fee_amount_minor,
                                 refunded_amount_minor, currency, method, installments, webhook_token, gateway_transaction_id,
                                 external_reference, end_to_end_id, tracking_token, customer_id, subscription_id, cycle_number,
                                 first_occurred_at, last_occurred_at, paid_at, facts, illegal_moves)
            SELECT tenant_id, payment_id, account_id, gateway, status, amount_minor, net_amount_minor, fee_amount_minor,
                   refunded_amount_minor, currency, method, installments, webhook_token, gateway_transaction_id,
                   external_reference, end_to_end_id, tracking_token, customer_id, subscription_id, cycle_number,
                   first_occurred_at, last_occurred_at, paid_at, facts, illegal_moves::jsonb
            FROM unnest(:tenants, :payments, :accounts, :gateways, :statuses, :amounts, :nets, :fees, :refunds, :currencies,
                        :methods, :installments, :tokens, :transactions, :references, :endToEnds, :trackings,
                        :customers, :subscriptions, :cycles, :firsts, :lasts, :paids, :facts, :illegals)
                 AS new (tenant_id, payment_id, account_id, gateway, status, amount_minor, net_amount_minor, fee_amount_minor,
                         refunded_amount_minor, currency, method, installments, webhook_token, gateway_transaction_id,
                         external_reference, end_to_end_id, tracking_token, customer_id, subscription_id, cycle_number,
                         first_occurred_at, last_occurred_at, paid_at, facts, illegal_moves)
            """;

    private static final String UNLESS_BORN = "ON CONFLICT (payment_id, tenant_id) DO NOTHING";

    private static final String WRITE = """
            UPDATE payment
            SET account_id = new.account_id,
                gateway = new.gateway,
                status = new.status,
                amount_minor = new.amount_minor,
                net_amount_minor = new.net_amount_minor,
                fee_amount_minor = new.fee_amount_minor,
                refunded_amount_minor = new.refunded_amount_minor,
                currency = new.currency,
                method = new.method,
                installments = new.installments,
                webhook_token = new.webhook_token,
                gateway_transaction_id = new.gateway_transaction_id,
                external_reference = new.external_reference,
                end_to_end_id = new.end_to_end_id,
                tracking_token = new.tracking_token,
                customer_id = new.customer_id,
                subscription_id = new.subscription_id,
                cycle_number = new.cycle_number,
                first_occurred_at = new.first_occurred_at,
                last_occurred_at = new.last_occurred_at,
                paid_at = new.paid_at,
                facts = new.facts,
                illegal_moves = new.illegal_moves::jsonb
            FROM unnest(:tenants, :payments, :accounts, :gateways, :statuses, :amounts, :nets, :fees, :refunds, :currencies,
                        :methods, :installments, :tokens, :transactions, :references, :endToEnds, :trackings,
                        :customers, :subscriptions, :cycles, :firsts, :lasts, :paids, :facts, :illegals)
                 AS new (tenant_id, payment_id, account_id, gateway, status, amount_minor, net_amount_minor, fee_amount_minor,
                         refunded_amount_minor, currency, method, installments, webhook_token, gateway_transaction_id,
                         external_reference, end_to_end_id, tracking_token, customer_id, subscription_id, cycle_number,
                         first_occurred_at, last_occurred_at, paid_at, facts, illegal_moves)
            WHERE payment.tenant_id = new.tenant_id
              AND payment.payment_id = new.payment_id
            """;

    private static final String REPLACE_CUSTOMERS = """
            UPDATE payment
            SET customer_id = replaced.new_id
            FROM unnest(:olds, :news) AS replaced (old_id, new_id)
            WHERE payment.customer_id = replaced.old_id
            """;

    private static final String REMOVE_EMPTY = """
            DELETE FROM payment
            USING unnest(:tenants, :payments) AS touched (tenant_id, payment_id)
            WHERE payment.tenant_id = touched.tenant_id
              AND payment.payment_id = touched.payment_id
              AND NOT EXISTS (
                  SELECT
                  FROM ledger
                  WHERE ledger.tenant_id = touched.tenant_id
                    AND ledger.payment_id = touched.payment_id)
            """;

    private final DatabaseClient db;

    PaymentRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Makes sure that these payments have rows; an event of each tells whose it is. Ordered by payment. */
    public Mono<Void> ensure(Collection<NamedEvent> born) {
        return db.sql(ENSURE)
                .bind("payments", Columns.text(born, NamedEvent::paymentId))
                .bind("tenants", event(born, PaymentEvent::getTenantId))
                .bind("accounts", event(born, PaymentEvent::getAccountId))
                .bind("gateways", event(born, PaymentEvent::getGateway))
                .then();
    }

    /**
     * Locks those of these payments that have rows, in the order of their ids until the transaction ends, and emits them. Facts
     * read afterwards are complete: whoever adds one to the same payment at the same time waits here.
     */
    public Flux<LockedPayment> lock(Collection<PaymentRef> payments) {
        return db.sql(LOCK)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .map(row -> new LockedPayment(
                        new PaymentRef(row.get("tenant_id", String.class), row.get("payment_id", String.class)),
                        row.get("customer_id", UUID.class)))
                .all();
    }

    /**
     * Writes what the facts make of payments that had no row; whoever gives one to the same payment at the same time waits here.
     *
     * @param rows in the order of their ids
     * @return how many had none still
     */
    public Mono<Long> insert(List<PaymentRow> rows, Concurrency concurrency) {
        return rows.isEmpty()
                ? Mono.just(0L)
                : bound(concurrency.insert(INSERT, UNLESS_BORN), rows).fetch().rowsUpdated();
    }

    /** Writes what the facts make of payments that have rows. */
    public Mono<Void> write(List<PaymentRow> rows) {
        return rows.isEmpty() ? Mono.empty() : bound(WRITE, rows).then();
    }

    private GenericExecuteSpec bound(String sql, List<PaymentRow> rows) {
        return db.sql(sql)
                .bind("tenants", Columns.text(rows, row -> row.state().first().getTenantId()))
                .bind("payments", Columns.text(rows, PaymentRow::paymentId))
                .bind("accounts", Columns.text(rows, row -> row.state().first().getAccountId()))
                .bind("gateways", Columns.text(rows, row -> row.state().first().getGateway()))
                .bind("statuses", Columns.text(rows, row -> row.state().status().name()))
                .bind("amounts", Columns.bigint(rows, row -> row.state().amountMinor()))
                .bind("nets", Columns.bigint(rows, row -> row.state().netAmountMinor()))
                .bind("fees", Columns.bigint(rows, row -> row.state().feeAmountMinor()))
                .bind("refunds", Columns.bigint(rows, row -> row.state().refundedMinor()))
                .bind("currencies", Columns.text(rows, row -> row.state().currency()))
                .bind("methods", Columns.text(rows, row -> row.state().method().name()))
                .bind("installments", Columns.integer(rows, row -> row.state().installments()))
                .bind("tokens", Columns.text(rows, row -> row.state().webhookToken()))
                .bind("transactions", Columns.text(rows, row -> row.state().gatewayTransactionId()))
                .bind("references", Columns.text(rows, row -> row.state().externalReference()))
                .bind("endToEnds", Columns.text(rows, row -> row.state().endToEndId()))
                .bind("trackings", Columns.text(rows, row -> row.state().trackingToken()))
                .bind("customers", Columns.uuid(rows, PaymentRow::customerId))
                .bind(
                        "subscriptions",
                        Columns.text(
                                rows,
                                row -> row.state().subscription() == null
                                        ? null
                                        : row.state().subscription().getId()))
                .bind(
                        "cycles",
                        Columns.integer(
                                rows,
                                row -> row.state().subscription() == null
                                        ? null
                                        : row.state().subscription().getCycleNumber()))
                .bind(
                        "firsts",
                        Columns.timestamp(rows, row -> row.state().first().getOccurredAt()))
                .bind("lasts", Columns.timestamp(rows, row -> row.state().lastOccurredAt()))
                .bind("paids", Columns.timestamp(rows, row -> row.state().paidAt()))
                .bind("facts", Columns.integer(rows, row -> row.state().facts()))
                .bind(
                        "illegals",
                        Columns.text(rows, row -> IllegalMoves.text(row.state().illegalMoves())));
    }

    /** Writes the ids of customers that took the place of others. */
    public Mono<Void> replaceCustomers(Map<UUID, UUID> replaced) {
        List<UUID> olds = replaced.keySet().stream().sorted().toList();
        return db.sql(REPLACE_CUSTOMERS)
                .bind("olds", Columns.uuid(olds, id -> id))
                .bind("news", Columns.uuid(olds, replaced::get))
                .then();
    }

    /** Removes those of these that no fact speaks of. */
    public Mono<Void> removeEmpty(Collection<PaymentRef> payments) {
        return payments.isEmpty()
                ? Mono.empty()
                : db.sql(REMOVE_EMPTY)
                        .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                        .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                        .then();
    }

    private static Column event(Collection<NamedEvent> born, Function<PaymentEvent, String> field) {
        return Columns.text(born, named -> field.apply(named.event()));
    }

    /** An event and the payment it belongs to. */
    public record NamedEvent(String paymentId, PaymentEvent event) {
        @Override
        public String toString() {
            return "NamedEvent[" + paymentId + "]";
        }
    }

    /**
     * A payment whose row is locked.
     *
     * @param customerId whom it belonged to until now; {@code null} where that is not known
     */
    public record LockedPayment(PaymentRef ref, @Nullable UUID customerId) {}
}
