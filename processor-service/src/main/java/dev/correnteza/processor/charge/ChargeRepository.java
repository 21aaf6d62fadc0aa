package dev.correnteza.processor.charge;

import dev.correnteza.processor.charge.Charge.Outcome;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Rows of charges. */
@Repository
class ChargeRepository {
    // Of two requests with one key the second waits for the first to commit, and inserts nothing.
    private static final String INSERT = """
            INSERT INTO charge (payment_id, tenant_id, account_id, gateway, webhook_token, idempotency_key, request_hash, outcome,
                                amount_minor, currency, gateway_charge_id, created_by, created_at)
            VALUES (:payment, :tenant, :account, :gateway, :token, :key, :hash, :outcome, :amount, :currency, :charge, :by, :at)
            ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
            """;

    private static final String ANSWER = """
            UPDATE charge
            SET outcome = :outcome,
                gateway_charge_id = :charge,
                pix_code = :code,
                expires_at = :expires,
                reason = :reason,
                answered_at = :at
            WHERE tenant_id = :tenant
              AND payment_id = :payment
            """;

    private static final String FIND = """
            SELECT *
            FROM charge
            WHERE tenant_id = :tenant
              AND idempotency_key = :key
            """;

    private final DatabaseClient db;

    ChargeRepository(DatabaseClient db) {
        this.db = db;
    }

    /** @return false where the tenant has a charge of this key */
    Mono<Boolean> insert(Charge charge) {
        return db.sql(INSERT)
                .bind("payment", charge.paymentId())
                .bind("tenant", charge.tenantId())
                .bind("account", charge.accountId())
                .bind("gateway", charge.gateway())
                .bind("token", charge.webhookToken())
                .bind("key", Bind.nullable(charge.idempotencyKey(), String.class))
                .bind("hash", charge.requestHash())
                .bind("outcome", charge.outcome().name())
                .bind("amount", charge.amountMinor())
                .bind("currency", charge.currency())
                .bind("charge", Bind.nullable(charge.gatewayChargeId(), String.class))
                .bind("by", charge.createdBy())
                .bind("at", charge.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> answer(Charge charge) {
        return db.sql(ANSWER)
                .bind("outcome", charge.outcome().name())
                .bind("charge", Bind.nullable(charge.gatewayChargeId(), String.class))
                .bind("code", Bind.nullable(charge.pixCode(), String.class))
                .bind("expires", Bind.nullable(charge.expiresAt(), Instant.class))
                .bind("reason", Bind.nullable(charge.reason(), String.class))
                .bind("at", Bind.nullable(charge.answeredAt(), Instant.class))
                .bind("tenant", charge.tenantId())
                .bind("payment", charge.paymentId())
                .then();
    }

    /** The tenant's charge of this key; empty where there is none. */
    Mono<Charge> find(String tenantId, String idempotencyKey) {
        return db.sql(FIND)
                .bind("tenant", tenantId)
                .bind("key", idempotencyKey)
                .map(ChargeRepository::charge)
                .one();
    }

    private static Charge charge(Readable row) {
        return new Charge(
                row.get("payment_id", String.class),
                row.get("tenant_id", String.class),
                row.get("account_id", String.class),
                row.get("gateway", String.class),
                row.get("webhook_token", UUID.class),
                row.get("idempotency_key", String.class),
                row.get("request_hash", String.class),
                Outcome.valueOf(row.get("outcome", String.class)),
                row.get("amount_minor", Long.class),
                row.get("currency", String.class),
                row.get("gateway_charge_id", String.class),
                row.get("pix_code", String.class),
                row.get("expires_at", Instant.class),
                row.get("reason", String.class),
                row.get("created_by", String.class),
                row.get("created_at", Instant.class),
                row.get("answered_at", Instant.class));
    }
}
