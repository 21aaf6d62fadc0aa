package dev.correnteza.processor.outbox;

import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Bytea;
import dev.correnteza.processor.sql.Columns;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.Pipeline;
import dev.correnteza.processor.sql.Plans;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Transitions that were recorded, and those that are still to be published. */
@Repository
public class OutboxRepository {
    private static final String RECORDED = """
            SELECT tenant_id, transition_id
            FROM unnest(:tenants, :payments) AS wanted (tenant_id, payment_id)
            JOIN transition USING (tenant_id, payment_id)
            """;

    private static final String INSERT = """
            INSERT INTO transition (transition_id, tenant_id, payment_id, event_id, type, from_status, to_status, occurred_at,
                                    recorded_at)
            SELECT *
            FROM unnest(:ids, :tenants, :payments, :events, :types, :froms, :tos, :occurred, :recorded)
            """;

    private static final String INSERT_NEW = INSERT + """
            ON CONFLICT (tenant_id, payment_id, transition_id) DO NOTHING
            RETURNING tenant_id, transition_id
            """;

    private static final String ENQUEUE = """
            INSERT INTO outbox (tenant_id, transition_id, payment_id, public_record, private_record)
            SELECT tenant_id, transition_id, payment_id, public_record, private_record
            FROM unnest(:tenants, :ids, :payments, :publics, :privates)
                 AS new (tenant_id, transition_id, payment_id, public_record, private_record)
            """;

    private static final String NEXT = """
            SELECT sequence, tenant_id, transition_id, payment_id, public_record, private_record
            FROM outbox
            ORDER BY sequence
            LIMIT :limit
            """;

    private static final String PLANNED = "SELECT " + Plans.BY_SIZE_OF_BOOKS;

    private static final String PUBLISHED = """
            WITH removed AS (
                DELETE FROM outbox
                WHERE sequence = ANY (:sequences)
            )
            UPDATE transition
            SET published_at = :at,
                public_partition = done.public_partition,
                public_offset = done.public_offset,
                private_partition = done.private_partition,
                private_offset = done.private_offset
            FROM unnest(:tenants, :payments, :ids, :publicPartitions, :publicOffsets, :privatePartitions, :privateOffsets)
                 AS done (tenant_id, payment_id, transition_id, public_partition, public_offset, private_partition, private_offset)
            WHERE transition.tenant_id = done.tenant_id
              AND transition.payment_id = done.payment_id
              AND transition.transition_id = done.transition_id
            """;

    private final DatabaseClient db;

    OutboxRepository(DatabaseClient db) {
        this.db = db;
    }

    /**
     * Records those of these transitions that were not recorded before, and puts exactly them in the outbox, in the given order.
     *
     * @param transitions steps of each payment in their order
     * @return how many were new
     */
    public Mono<Integer> record(List<Transition> transitions) {
        return transitions.isEmpty()
                ? Mono.just(0)
                : bound(INSERT_NEW, transitions)
                        .map(OutboxRepository::ref)
                        .all()
                        .collect(Collectors.toSet())
                        .map(recorded -> transitions.stream()
                                .filter(transition -> recorded.contains(transition.ref()))
                                .toList())
                        .flatMap(fresh -> enqueue(fresh).thenReturn(fresh.size()));
    }

    /**
     * Records transitions that were not recorded before, and puts them in the outbox, in the given order. Fails where one was ({@link
     * Concurrency#OPTIMISTIC}).
     */
    public Mono<Integer> recordNew(List<Transition> transitions) {
        return transitions.isEmpty()
                ? Mono.just(0)
                : Pipeline.of(List.of(bound(INSERT, transitions).then(), Mono.defer(() -> enqueue(transitions))))
                        .thenReturn(transitions.size());
    }

    /** What was recorded of these payments, which are locked. */
    public Flux<TransitionRef> recordedOf(Collection<PaymentRef> payments) {
        return db.sql(RECORDED)
                .bind("tenants", Columns.text(payments, PaymentRef::tenantId))
                .bind("payments", Columns.text(payments, PaymentRef::paymentId))
                .map(OutboxRepository::ref)
                .all();
    }

    private GenericExecuteSpec bound(String sql, List<Transition> transitions) {
        List<Transition> sorted = transitions.stream()
                .sorted(Comparator.comparing(Transition::tenantId).thenComparing(Transition::id))
                .toList();
        return db.sql(sql)
                .bind("ids", Columns.uuid(sorted, Transition::id))
                .bind("tenants", Columns.text(sorted, Transition::tenantId))
                .bind("payments", Columns.text(sorted, Transition::paymentId))
                .bind("events", Columns.uuid(sorted, Transition::eventId))
                .bind("types", Columns.text(sorted, one -> one.step().cause().getType()))
                .bind("froms", Columns.text(sorted, one -> one.step().from().name()))
                .bind("tos", Columns.text(sorted, one -> one.step().to().name()))
                .bind(
                        "occurred",
                        Columns.timestamp(sorted, one -> one.step().cause().getOccurredAt()))
                .bind("recorded", Columns.timestamp(sorted, Transition::recordedAt));
    }

    /** The oldest entries, in order. */
    Flux<Entry> next(int limit) {
        return db.sql(NEXT)
                .bind("limit", limit)
                .map(row -> new Entry(
                        row.get("sequence", Long.class),
                        row.get("tenant_id", String.class),
                        row.get("transition_id", UUID.class),
                        row.get("payment_id", String.class),
                        row.get("public_record", Bytea.class).bytes(),
                        row.get("private_record", Bytea.class).bytes()))
                .all();
    }

    /** Notes where entries were published and removes them, in a transaction. */
    Mono<Void> published(List<Published> done, Instant at) {
        Mono<Void> settled = db.sql(PUBLISHED)
                .bind("sequences", Columns.bigint(done, one -> one.entry().sequence()))
                .bind("at", at)
                .bind("tenants", Columns.text(done, one -> one.entry().tenantId()))
                .bind("payments", Columns.text(done, one -> one.entry().paymentId()))
                .bind("ids", Columns.uuid(done, one -> one.entry().transitionId()))
                .bind("publicPartitions", Columns.integer(done, Published::publicPartition))
                .bind("publicOffsets", Columns.bigint(done, Published::publicOffset))
                .bind("privatePartitions", Columns.integer(done, Published::privatePartition))
                .bind("privateOffsets", Columns.bigint(done, Published::privateOffset))
                .then();
        return Pipeline.of(List.of(db.sql(PLANNED).then(), settled));
    }

    private Mono<Void> enqueue(List<Transition> fresh) {
        if (fresh.isEmpty()) {
            return Mono.empty();
        }
        return db.sql(ENQUEUE)
                .bind("tenants", Columns.text(fresh, Transition::tenantId))
                .bind("ids", Columns.uuid(fresh, Transition::id))
                .bind("payments", Columns.text(fresh, Transition::paymentId))
                .bind("publics", Columns.bytea(fresh, TransitionRecords::publicRecord))
                .bind("privates", Columns.bytea(fresh, TransitionRecords::privateRecord))
                .then();
    }

    private static TransitionRef ref(Readable row) {
        return new TransitionRef(row.get("tenant_id", String.class), row.get("transition_id", UUID.class));
    }

    /** Two records to be published. */
    record Entry(
            long sequence,
            String tenantId,
            UUID transitionId,
            String paymentId,
            byte[] publicRecord,
            byte[] privateRecord) {
        @Override
        public String toString() {
            return "Entry[" + transitionId + "]";
        }
    }

    /** An entry and where its records ended up. */
    record Published(Entry entry, int publicPartition, long publicOffset, int privatePartition, long privateOffset) {}
}
