package dev.correnteza.processor.payment;

import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Rows of gateway transactions: a payment's charge at one gateway, made of the facts that name it. */
@Repository
public class TransactionRepository {
    private static final String INSERT = """
            INSERT INTO gateway_transaction (account_id, gateway_transaction_id, tenant_id, gateway, payment_id, status,
                                             amount_minor, net_amount_minor, fee_amount_minor, refunded_amount_minor,
                                             currency, method, installments, end_to_end_id, first_occurred_at,
                                             last_occurred_at)
            SELECT *
            FROM unnest(:accounts, :transactions, :tenants, :gateways, :payments, :statuses, :amounts, :nets, :fees,
                        :refunds, :currencies, :methods, :installments, :endToEnds, :firsts, :lasts)
            """;

    private static final String WRITE = INSERT + """
            ON CONFLICT (tenant_id, account_id, gateway_transaction_id) DO UPDATE
            SET payment_id = excluded.payment_id,
                status = excluded.status,
                amount_minor = excluded.amount_minor,
                net_amount_minor = excluded.net_amount_minor,
                fee_amount_minor = excluded.fee_amount_minor,
                refunded_amount_minor = excluded.refunded_amount_minor,
                currency = excluded.currency,
                method = excluded.method,
                installments = excluded.installments,
                end_to_end_id = excluded.end_to_end_id,
                first_occurred_at = excluded.first_occurred_at,
                last_occurred_at = excluded.last_occurred_at
            """;

    private static final String REMOVE_OF = """
            DELETE FROM gateway_transaction
            USING unnest(:tenants, :payments) AS touched (tenant_id, payment_id)
            WHERE gateway_transaction.tenant_id = touched.tenant_id
              AND gateway_transaction.payment_id = touched.payment_id
            """;

    private final DatabaseClient db;

    TransactionRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Writes these transactions; the payments they belong to are locked, so nobody else writes them. */
    public Mono<Void> write(List<TransactionRow> rows) {
        return execute(WRITE, rows);
    }

    /** Writes these transactions, which have no rows; fails where one has ({@link Concurrency#OPTIMISTIC}). */
    public Mono<Void> insert(List<TransactionRow> rows) {
        return execute(INSERT, rows);
    }

    private Mono<Void> execute(String sql, List<TransactionRow> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return db.sql(sql)
                .bind("accounts", Columns.text(rows, TransactionRow::accountId))
                .bind("transactions", Columns.text(rows, TransactionRow::gatewayTransactionId))
                .bind("tenants", Columns.text(rows, row -> row.state().first().getTenantId()))
                .bind("gateways", Columns.text(rows, row -> row.state().first().getGateway()))
                .bind("payments", Columns.text(rows, TransactionRow::paymentId))
                .bind("statuses", Columns.text(rows, row -> row.state().status().name()))
                .bind("amounts", Columns.bigint(rows, row -> row.state().amountMinor()))
                .bind("nets", Columns.bigint(rows, row -> row.state().netAmountMinor()))
                .bind("fees", Columns.bigint(rows, row -> row.state().feeAmountMinor()))
                .bind("refunds", Columns.bigint(rows, row -> row.state().refundedMinor()))
                .bind("currencies", Columns.text(rows, row -> row.state().currency()))
                .bind("methods", Columns.text(rows, row -> row.state().method().name()))
                .bind("installments", Columns.integer(rows, row -> row.state().installments()))
                .bind("endToEnds", Columns.text(rows, row -> row.state().endToEndId()))
                .bind(
                        "firsts",
                        Columns.timestamp(rows, row -> row.state().first().getOccurredAt()))
                .bind("lasts", Columns.timestamp(rows, row -> row.state().lastOccurredAt()))
                .then();
    }

    /** Removes the transactions of these payments, before they are written anew. */
    public Mono<Void> removeOf(Collection<PaymentRef> payments) {
        return db.sql(REMOVE_OF)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .then();
    }

    /** A transaction to be written. */
    public record TransactionRow(String accountId, String gatewayTransactionId, String paymentId, PaymentState state) {}
}
