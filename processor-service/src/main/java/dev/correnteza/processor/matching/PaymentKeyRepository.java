package dev.correnteza.processor.matching;

import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which payment has which name. */
@Repository
class PaymentKeyRepository {
    // Decisions name transactions as their accounts do. Where there is none, nothing is looked for.
    private static final String OWNERS = """
            WITH wanted AS MATERIALIZED (
                SELECT tenant_id, kind, value
                FROM unnest(:tenants, :kinds, :values) AS wanted (tenant_id, kind, value)
            ), owner AS MATERIALIZED (
                SELECT key.tenant_id, key.kind, key.value, key.payment_id
                FROM wanted
                JOIN payment_key AS key USING (tenant_id, kind, value)
                UNION ALL
                SELECT key.tenant_id, key.kind, key.value, key.payment_id
                FROM wanted
                JOIN payment_key AS key USING (tenant_id, value)
                WHERE wanted.kind = 'GATEWAY_TRANSACTION'
                  AND key.kind = 'MANUAL'
                  AND EXISTS (SELECT FROM manual_match)
            )
            SELECT tenant_id, kind, value, payment_id
            FROM owner
            WHERE kind NOT IN ('GATEWAY_TRANSACTION', 'ORIGIN_TRANSACTION')
            UNION ALL
            SELECT key.tenant_id, key.kind, key.value, key.payment_id
            FROM (SELECT DISTINCT tenant_id, payment_id FROM owner) AS found
            JOIN payment_key AS key USING (tenant_id, payment_id)
            WHERE key.kind IN ('GATEWAY_TRANSACTION', 'ORIGIN_TRANSACTION')
            """;

    private static final String CLAIM = """
            INSERT INTO payment_key (tenant_id, kind, value, payment_id)
            SELECT *
            FROM unnest(:tenants, :kinds, :values, :payments)
            """;

    private static final String UNLESS_TAKEN = "ON CONFLICT (tenant_id, kind, value) DO NOTHING";

    private static final Comparator<PaymentKey> ORDER = Comparator.comparing(PaymentKey::tenantId)
            .thenComparing(PaymentKey::rule)
            .thenComparing(PaymentKey::value);

    private final DatabaseClient db;

    PaymentKeyRepository(DatabaseClient db) {
        this.db = db;
    }

    /**
     * The payments that have these names, and those that somebody gave these transactions of accounts to; names that nobody has are
     * left out. With them come all transactions that these payments are known by, in accounts and at gateways.
     */
    Mono<Map<PaymentKey, String>> owners(Collection<PaymentKey> keys) {
        return db.sql(OWNERS)
                .bind("tenants", Columns.text(keys, PaymentKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.rule().name()))
                .bind("values", Columns.text(keys, PaymentKey::value))
                .map(PaymentKeyRepository::owned)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Gives payments their new names and emits how many were still free. */
    Mono<Long> claim(Map<PaymentKey, String> wanted, Concurrency concurrency) {
        // One order for all transactions, so that they wait for each other and never in a circle.
        List<PaymentKey> keys = wanted.keySet().stream().sorted(ORDER).toList();
        return db.sql(concurrency.insert(CLAIM, UNLESS_TAKEN))
                .bind("tenants", Columns.text(keys, PaymentKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.rule().name()))
                .bind("values", Columns.text(keys, PaymentKey::value))
                .bind("payments", Columns.text(keys, wanted::get))
                .fetch()
                .rowsUpdated();
    }

    private static Map.Entry<PaymentKey, String> owned(Readable row) {
        PaymentKey key = new PaymentKey(
                row.get("tenant_id", String.class),
                MatchRule.valueOf(row.get("kind", String.class)),
                row.get("value", String.class));
        return Map.entry(key, row.get("payment_id", String.class));
    }
}
