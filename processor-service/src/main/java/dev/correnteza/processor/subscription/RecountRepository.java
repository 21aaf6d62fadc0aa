package dev.correnteza.processor.subscription;

import dev.correnteza.processor.ledger.BooksLock;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which tenants' subscriptions have to be made anew, and how far that came. */
@Repository
class RecountRepository {
    private static final String NEXT = """
            SELECT tenant_id, asked, payment_id, subscription
            FROM subscription_recount
            ORDER BY tenant_id
            LIMIT 1
            """;

    // One that another instance has in hand is passed over.
    private static final String CLAIM = """
            SELECT tenant_id, asked, payment_id, subscription, pg_advisory_xact_lock_shared(:lock)::text
            FROM subscription_recount
            WHERE tenant_id = :tenant
              AND asked = :asked
            FOR UPDATE SKIP LOCKED
            """;

    private static final String ALONE = "SELECT pg_advisory_xact_lock(:lock)::text";

    private static final String PAYMENTS = """
            SELECT payment_id, customer_id
            FROM payment
            WHERE tenant_id = :tenant
              AND payment_id > :after
              AND subscription_id IS NULL
              AND paid_at IS NOT NULL
            ORDER BY payment_id
            LIMIT :limit
            """;

    private static final String SUBSCRIPTIONS = """
            SELECT account_id, subscription_id
            FROM subscription
            WHERE tenant_id = :tenant
              AND (account_id || ' ' || subscription_id) COLLATE "C" > :after
            ORDER BY (account_id || ' ' || subscription_id) COLLATE "C"
            LIMIT :limit
            """;

    private static final String PROGRESS = """
            UPDATE subscription_recount
            SET payment_id = :payment,
                subscription = :subscription
            WHERE tenant_id = :tenant
            """;

    private static final String END = """
            DELETE FROM subscription_recount
            WHERE tenant_id = :tenant
            """;

    private final DatabaseClient db;

    RecountRepository(DatabaseClient db) {
        this.db = db;
    }

    /** One that has to be done; empty where there is none. */
    Mono<Recount> next() {
        return db.sql(NEXT).map(RecountRepository::recount).one();
    }

    /** Waits until all transactions that add facts, and are under way, have ended. */
    Mono<Void> standAlone() {
        return db.sql(ALONE).bind("lock", BooksLock.KEY).then();
    }

    /** The recount as far as it came, in the hands of this transaction, as one that adds facts; empty where it is not to be had. */
    Mono<Recount> claim(Recount recount) {
        return db.sql(CLAIM)
                .bind("lock", BooksLock.KEY)
                .bind("tenant", recount.tenantId())
                .bind("asked", recount.asked())
                .map(RecountRepository::recount)
                .one();
    }

    /** Payments after those that were done that may be charges which name no subscription. */
    Flux<PaidPayment> payments(Recount recount, int limit) {
        return db.sql(PAYMENTS)
                .bind("tenant", recount.tenantId())
                .bind("after", recount.paymentId())
                .bind("limit", limit)
                .map(row -> new PaidPayment(
                        new PaymentRef(recount.tenantId(), Objects.requireNonNull(row.get("payment_id", String.class))),
                        row.get("customer_id", UUID.class)))
                .all();
    }

    /** Subscriptions after those that were done. */
    Flux<SubscriptionRef> subscriptions(Recount recount, int limit) {
        return db.sql(SUBSCRIPTIONS)
                .bind("tenant", recount.tenantId())
                .bind("after", recount.subscription())
                .bind("limit", limit)
                .map(row -> new SubscriptionRef(
                        recount.tenantId(),
                        Objects.requireNonNull(row.get("account_id", String.class)),
                        Objects.requireNonNull(row.get("subscription_id", String.class))))
                .all();
    }

    Mono<Void> progress(Recount recount) {
        return db.sql(PROGRESS)
                .bind("tenant", recount.tenantId())
                .bind("payment", recount.paymentId())
                .bind("subscription", recount.subscription())
                .then();
    }

    Mono<Void> end(Recount recount) {
        return db.sql(END).bind("tenant", recount.tenantId()).then();
    }

    private static Recount recount(Readable row) {
        return new Recount(
                Objects.requireNonNull(row.get("tenant_id", String.class)),
                Objects.requireNonNull(row.get("asked", Long.class)),
                Objects.requireNonNull(row.get("payment_id", String.class)),
                Objects.requireNonNull(row.get("subscription", String.class)));
    }

    /**
     * A tenant whose subscriptions are made anew.
     *
     * @param asked which time
     * @param paymentId the last payment that was done; empty before the first
     * @param subscription account and id of the last subscription that was done; empty before the first
     */
    record Recount(String tenantId, long asked, String paymentId, String subscription) {
        boolean isSame(@Nullable Recount other) {
            return other != null && tenantId.equals(other.tenantId) && asked == other.asked;
        }

        Recount after(PaymentRef payment) {
            return new Recount(tenantId, asked, payment.paymentId(), subscription);
        }

        Recount after(SubscriptionRef last) {
            return new Recount(tenantId, asked, paymentId, last.accountId() + " " + last.subscriptionId());
        }
    }

    /** @param customerId who paid; {@code null} where that is not known */
    record PaidPayment(PaymentRef ref, @Nullable UUID customerId) {}
}
