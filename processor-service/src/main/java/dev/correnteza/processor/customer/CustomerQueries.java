package dev.correnteza.processor.customer;

import dev.correnteza.processor.customer.CustomerView.NameView;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reading a customer of a tenant. */
@Repository
class CustomerQueries {
    private static final String ONE = """
            SELECT *, (SELECT count(*)
                       FROM payment
                       WHERE tenant_id = :tenant
                         AND customer_id = :customer) AS payments
            FROM customer
            WHERE tenant_id = :tenant
              AND customer_id = :customer
            """;

    private static final String PAYMENTS = """
            SELECT payment_id
            FROM payment
            WHERE tenant_id = :tenant
              AND customer_id = :customer
            ORDER BY last_occurred_at DESC, payment_id DESC
            LIMIT 200
            """;

    private static final String KEYS = """
            SELECT kind, value
            FROM customer_key
            WHERE tenant_id = :tenant
              AND customer_id = :customer
            """;

    private static final String NAMES = """
            SELECT kind, value,
                   (SELECT count(*)
                    FROM customer_sighting AS sighting
                    WHERE sighting.tenant_id = :tenant
                      AND sighting.kind = name.kind
                      AND sighting.value = name.value
                      AND NOT is_payment) AS other_events,
                   (SELECT decision_id
                    FROM customer_split AS split
                    WHERE split.tenant_id = :tenant
                      AND split.kind = name.kind
                      AND split.value = name.value
                      AND NOT EXISTS (
                          SELECT
                          FROM decision
                          WHERE decision.undoes = split.decision_id
                            AND decision.tenant_id = :tenant)
                    ORDER BY decided_at, decision_id
                    LIMIT 1) AS split_by
            FROM unnest(:kinds, :values) AS name (kind, value)
            """;

    private static final Comparator<CustomerKey> STRONGEST_FIRST =
            Comparator.comparing(CustomerKey::kind).thenComparing(CustomerKey::value);

    private final DatabaseClient db;
    private final LedgerRepository ledger;

    CustomerQueries(DatabaseClient db, LedgerRepository ledger) {
        this.db = db;
        this.ledger = ledger;
    }

    /** A customer of this tenant; empty where there is none. */
    Mono<CustomerView> find(String tenantId, UUID customerId) {
        return bound(ONE, tenantId, customerId)
                .map(row -> view(row, List.of()))
                .one()
                .flatMap(view -> tellers(tenantId, customerId)
                        .flatMap(tellers -> names(tenantId, tellers))
                        .map(names -> withNames(view, names)));
    }

    // Which of the newest payments told each name.
    private Mono<Map<CustomerKey, Set<String>>> tellers(String tenantId, UUID customerId) {
        Map<CustomerKey, Set<String>> tellers = new TreeMap<>(STRONGEST_FIRST);
        Mono<Void> known = bound(KEYS, tenantId, customerId)
                .map(row -> new CustomerKey(
                        tenantId,
                        CustomerKey.Kind.valueOf(row.get("kind", String.class)),
                        row.get("value", String.class)))
                .all()
                .doOnNext(name -> tellers.put(name, new TreeSet<>()))
                .then();
        return known.then(bound(PAYMENTS, tenantId, customerId)
                        .mapValue(String.class)
                        .all()
                        .map(paymentId -> new PaymentRef(tenantId, paymentId))
                        .collectList())
                .flatMapMany(ledger::ofPayments)
                .doOnNext(fact -> told(tenantId, fact)
                        .forEach(name -> tellers.computeIfAbsent(name, key -> new TreeSet<>())
                                .add(fact.subject().paymentId())))
                .then(Mono.just(tellers));
    }

    private static Collection<CustomerKey> told(String tenantId, Fact<PaymentRef> fact) {
        return fact.event().getCustomer() == null
                ? List.of()
                : CustomerKey.of(tenantId, fact.event().getCustomer());
    }

    private Mono<List<NameView>> names(String tenantId, Map<CustomerKey, Set<String>> tellers) {
        return db.sql(NAMES)
                .bind("tenant", tenantId)
                .bind(
                        "kinds",
                        Columns.text(tellers.keySet(), name -> name.kind().name()))
                .bind("values", Columns.text(tellers.keySet(), CustomerKey::value))
                .map(row -> {
                    CustomerKey name = new CustomerKey(
                            tenantId,
                            CustomerKey.Kind.valueOf(row.get("kind", String.class)),
                            row.get("value", String.class));
                    return Map.entry(
                            name,
                            new NameView(
                                    name.kind().name(),
                                    name.value(),
                                    List.copyOf(tellers.getOrDefault(name, Set.of())),
                                    row.get("other_events", Long.class),
                                    row.get("split_by", UUID.class)));
                })
                .all()
                .collectSortedList(Map.Entry.comparingByKey(STRONGEST_FIRST))
                .map(entries -> entries.stream().map(Map.Entry::getValue).toList());
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, String tenantId, UUID customerId) {
        return db.sql(sql).bind("tenant", tenantId).bind("customer", customerId);
    }

    private static CustomerView withNames(CustomerView view, List<NameView> names) {
        return new CustomerView(
                view.customerId(),
                view.name(),
                view.email(),
                view.document(),
                view.documentType(),
                view.phone(),
                view.country(),
                view.firstSeenAt(),
                view.lastSeenAt(),
                view.payments(),
                names);
    }

    private static CustomerView view(Readable row, List<NameView> names) {
        return new CustomerView(
                row.get("customer_id", UUID.class),
                text(row, "name"),
                text(row, "email"),
                text(row, "document"),
                text(row, "document_type"),
                text(row, "phone"),
                text(row, "country"),
                row.get("first_seen_at", Instant.class),
                row.get("last_seen_at", Instant.class),
                row.get("payments", Long.class),
                names);
    }

    private static @Nullable String text(Readable row, String column) {
        return row.get(column, String.class);
    }
}
