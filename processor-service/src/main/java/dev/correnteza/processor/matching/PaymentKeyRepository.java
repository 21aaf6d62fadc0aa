package dev.correnteza.processor.matching;

import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which payment has which name. */
@Repository
class PaymentKeyRepository {
    private static final String OWNERS = """
            SELECT key.tenant_id, key.kind, key.value, key.payment_id
            FROM unnest(:tenants, :kinds, :values) AS wanted (tenant_id, kind, value)
            JOIN payment_key AS key USING (tenant_id, kind, value)
            """;

    private static final String CLAIM = """
            INSERT INTO payment_key (tenant_id, kind, value, payment_id)
            SELECT *
            FROM unnest(:tenants, :kinds, :values, :payments)
            ON CONFLICT (tenant_id, kind, value) DO NOTHING
            RETURNING tenant_id, kind, value, payment_id
            """;

    private static final String TRANSACTIONS = """
            SELECT tenant_id, kind, value, payment_id
            FROM unnest(:tenants, :payments) AS wanted (tenant_id, payment_id)
            JOIN payment_key USING (tenant_id, payment_id)
            WHERE kind IN ('GATEWAY_TRANSACTION', 'ORIGIN_TRANSACTION')
            """;

    private static final Comparator<PaymentKey> ORDER = Comparator.comparing(PaymentKey::tenantId)
            .thenComparing(PaymentKey::rule)
            .thenComparing(PaymentKey::value);

    private final DatabaseClient db;

    PaymentKeyRepository(DatabaseClient db) {
        this.db = db;
    }

    /** The payments that have these names; names that nobody has are left out. */
    Mono<Map<PaymentKey, String>> owners(Collection<PaymentKey> keys) {
        return db.sql(OWNERS)
                .bind("tenants", Columns.text(keys, PaymentKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.rule().name()))
                .bind("values", Columns.text(keys, PaymentKey::value))
                .map(PaymentKeyRepository::owned)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Gives payments their new names and emits those that were still free. */
    Flux<PaymentKey> claim(Map<PaymentKey, String> wanted) {
        // One order for all transactions, so that they wait for each other and never in a circle.
        List<PaymentKey> keys = wanted.keySet().stream().sorted(ORDER).toList();
        return db.sql(CLAIM)
                .bind("tenants", Columns.text(keys, PaymentKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.rule().name()))
                .bind("values", Columns.text(keys, PaymentKey::value))
                .bind("payments", Columns.text(keys, wanted::get))
                .map(PaymentKeyRepository::owned)
                .all()
                .map(Map.Entry::getKey);
    }

    /** The transactions that these payments are known by, in accounts and at gateways. */
    Flux<Map.Entry<PaymentKey, String>> transactionsOf(Collection<PaymentRef> payments) {
        return db.sql(TRANSACTIONS)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .map(PaymentKeyRepository::owned)
                .all();
    }

    private static Map.Entry<PaymentKey, String> owned(Readable row) {
        PaymentKey key = new PaymentKey(
                row.get("tenant_id", String.class),
                MatchRule.valueOf(row.get("kind", String.class)),
                row.get("value", String.class));
        return Map.entry(key, row.get("payment_id", String.class));
    }
}
