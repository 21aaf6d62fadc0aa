package dev.correnteza.processor.customer;

import dev.correnteza.processor.customer.Portrait.Told;
import dev.correnteza.processor.customer.Recognition.ToldName;
import dev.correnteza.processor.sql.Column;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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

/** Customers and the names they are known by. */
@Repository
class CustomerRepository {
    private static final String OWNERS = """
            SELECT key.tenant_id, key.kind, key.value, key.customer_id
            FROM unnest(:tenants, :kinds, :values) AS wanted (tenant_id, kind, value)
            JOIN customer_key AS key USING (tenant_id, kind, value)
            """;

    // One order for all transactions, the same as that of the claims.
    private static final String LOCK_OWNERS = OWNERS + """
            ORDER BY key.tenant_id COLLATE "C", key.kind COLLATE "C", key.value COLLATE "C"
            FOR UPDATE OF key
            """;

    private static final String NAMES = """
            SELECT tenant_id, kind, value, customer_id
            FROM customer_key
            WHERE customer_id = ANY (:customers)
            """;

    private static final String ALL_NAMES = """
            WITH owner AS MATERIALIZED (
            """ + OWNERS + """
            )
            SELECT tenant_id, kind, value, customer_id
            FROM owner
            WHERE customer_id = :nobody
            UNION ALL
            SELECT key.tenant_id, key.kind, key.value, key.customer_id
            FROM (SELECT DISTINCT customer_id FROM owner WHERE customer_id <> :nobody) AS found
            JOIN customer_key AS key USING (customer_id)
            """;

    private static final String CLAIM = """
            INSERT INTO customer_key (tenant_id, kind, value, customer_id)
            SELECT *
            FROM unnest(:tenants, :kinds, :values, :customers)
            ON CONFLICT (tenant_id, kind, value) DO NOTHING
            RETURNING tenant_id, kind, value, customer_id
            """;

    private static final String REPLACE_IN_KEYS = """
            UPDATE customer_key
            SET customer_id = replaced.new_id
            FROM unnest(:olds, :news) AS replaced (old_id, new_id)
            WHERE customer_key.customer_id = replaced.old_id
            """;

    private static final String REMOVE = """
            DELETE FROM customer
            WHERE customer_id = ANY (:olds)
            RETURNING *
            """;

    private static final String TELL = """
            INSERT INTO customer_sighting (tenant_id, subject, is_payment, kind, value)
            SELECT tenant_id, subject, is_payment = 1, kind, value
            FROM unnest(:tenants, :subjects, :payments, :kinds, :values)
                 AS told (tenant_id, subject, is_payment, kind, value)
            ON CONFLICT (tenant_id, subject, kind, value) DO NOTHING
            """;

    // Each column keeps the newest value; of two values of one instant the greater, so that the order of arrival cannot
    // matter.
    private static final String WRITE = """
            INSERT INTO customer AS old (customer_id, tenant_id, name, name_at, email, email_at, document, document_type,
                                         document_at, phone, phone_at, country, country_at, first_seen_at, last_seen_at)
            SELECT *
            FROM unnest(:customers, :tenants, :names, :nameTimes, :emails, :emailTimes, :documents, :documentTypes,
                        :documentTimes, :phones, :phoneTimes, :countries, :countryTimes, :firsts, :lasts)
            ON CONFLICT (customer_id) DO UPDATE
            SET name = CASE WHEN (excluded.name_at, excluded.name COLLATE "C") >= (old.name_at, old.name) OR old.name IS NULL
                            THEN excluded.name ELSE old.name END,
                name_at = greatest(excluded.name_at, old.name_at),
                email = CASE WHEN (excluded.email_at, excluded.email COLLATE "C") >= (old.email_at, old.email) OR old.email IS NULL
                             THEN excluded.email ELSE old.email END,
                email_at = greatest(excluded.email_at, old.email_at),
                document = CASE WHEN (excluded.document_at, excluded.document COLLATE "C") >= (old.document_at, old.document)
                                  OR old.document IS NULL
                                THEN excluded.document ELSE old.document END,
                document_type = CASE WHEN (excluded.document_at, excluded.document COLLATE "C") >= (old.document_at, old.document)
                                       OR old.document IS NULL
                                     THEN excluded.document_type ELSE old.document_type END,
                document_at = greatest(excluded.document_at, old.document_at),
                phone = CASE WHEN (excluded.phone_at, excluded.phone COLLATE "C") >= (old.phone_at, old.phone) OR old.phone IS NULL
                             THEN excluded.phone ELSE old.phone END,
                phone_at = greatest(excluded.phone_at, old.phone_at),
                country = CASE WHEN (excluded.country_at, excluded.country COLLATE "C") >= (old.country_at, old.country)
                                 OR old.country IS NULL
                               THEN excluded.country ELSE old.country END,
                country_at = greatest(excluded.country_at, old.country_at),
                first_seen_at = least(excluded.first_seen_at, old.first_seen_at),
                last_seen_at = greatest(excluded.last_seen_at, old.last_seen_at)
            RETURNING customer_id, xmax = 0 AS is_born -- what was updated instead is locked by this transaction
            """;

    private static final Comparator<CustomerKey> ORDER = Comparator.comparing(CustomerKey::tenantId)
            .thenComparing(CustomerKey::kind)
            .thenComparing(CustomerKey::value);

    private final DatabaseClient db;

    CustomerRepository(DatabaseClient db) {
        this.db = db;
    }

    /** The customers that have these names; names that nobody has are left out. */
    Mono<Map<CustomerKey, UUID>> owners(Collection<CustomerKey> keys) {
        return owners(OWNERS, keys);
    }

    /** As {@link #owners}, and the names stay theirs until the transaction ends. */
    Mono<Map<CustomerKey, UUID>> lockOwners(Collection<CustomerKey> keys) {
        return owners(LOCK_OWNERS, keys);
    }

    private Mono<Map<CustomerKey, UUID>> owners(String sql, Collection<CustomerKey> keys) {
        return read(bound(sql, keys));
    }

    /** All names of the customers that have one of these, and those of these that link nobody. */
    Mono<Map<CustomerKey, UUID>> allNames(Collection<CustomerKey> keys) {
        return read(bound(ALL_NAMES, keys).bind("nobody", Recognition.NOBODY));
    }

    private GenericExecuteSpec bound(String sql, Collection<CustomerKey> keys) {
        return db.sql(sql)
                .bind("tenants", Columns.text(keys, CustomerKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.kind().name()))
                .bind("values", Columns.text(keys, CustomerKey::value));
    }

    private static Mono<Map<CustomerKey, UUID>> read(GenericExecuteSpec names) {
        return names.map(CustomerRepository::owned).all().collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** All names of these customers. */
    Mono<Map<CustomerKey, UUID>> names(Collection<UUID> customerIds) {
        return read(db.sql(NAMES).bind("customers", Columns.uuid(customerIds, id -> id)));
    }

    /** Gives customers their new names and emits those that were still free. */
    Flux<CustomerKey> claim(Map<CustomerKey, UUID> wanted) {
        List<CustomerKey> keys = wanted.keySet().stream().sorted(ORDER).toList();
        return db.sql(CLAIM)
                .bind("tenants", Columns.text(keys, CustomerKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.kind().name()))
                .bind("values", Columns.text(keys, CustomerKey::value))
                .bind("customers", Columns.uuid(keys, wanted::get))
                .map(CustomerRepository::owned)
                .all()
                .map(Map.Entry::getKey);
    }

    /**
     * Removes customers, gives their names to those that take their place, and emits what was known of them; those that are no more
     * are left out. Whoever tells of one at the same time has done so before, with all its names, or finds it gone.
     */
    Mono<List<Known>> replace(Map<UUID, UUID> replaced) {
        List<UUID> olds = replaced.keySet().stream().sorted().toList();
        Mono<Void> renamed = db.sql(REPLACE_IN_KEYS)
                .bind("olds", Columns.uuid(olds, id -> id))
                .bind("news", Columns.uuid(olds, replaced::get))
                .then();
        return db.sql(REMOVE)
                .bind("olds", Columns.uuid(olds, id -> id))
                .map(CustomerRepository::known)
                .all()
                .collectList()
                .flatMap(removed -> renamed.thenReturn(removed));
    }

    /** Notes who told which names, beside the payments of customers. */
    Mono<Void> tell(Collection<ToldName> told) {
        List<ToldName> rows = told.stream()
                .sorted(Comparator.comparing(ToldName::key, ORDER).thenComparing(ToldName::subject))
                .toList();
        return db.sql(TELL)
                .bind("tenants", Columns.text(rows, row -> row.key().tenantId()))
                .bind("subjects", Columns.text(rows, ToldName::subject))
                .bind("payments", Columns.integer(rows, row -> row.isPayment() ? 1 : 0))
                .bind("kinds", Columns.text(rows, row -> row.key().kind().name()))
                .bind("values", Columns.text(rows, row -> row.key().value()))
                .then();
    }

    /** Writes what was told of customers, and emits those that had no row. */
    Flux<UUID> write(Map<UUID, Portrait> told) {
        List<UUID> ids = told.keySet().stream().sorted().toList();
        List<Portrait> portraits = ids.stream().map(told::get).toList();
        return db.sql(WRITE)
                .bind("customers", Columns.uuid(ids, id -> id))
                .bind("tenants", Columns.text(portraits, Portrait::tenantId))
                .bind("names", values(portraits, Portrait::name))
                .bind("nameTimes", times(portraits, Portrait::name))
                .bind("emails", values(portraits, Portrait::email))
                .bind("emailTimes", times(portraits, Portrait::email))
                .bind("documents", values(portraits, Portrait::document))
                .bind("documentTypes", values(portraits, Portrait::documentType))
                .bind("documentTimes", times(portraits, Portrait::document))
                .bind("phones", values(portraits, Portrait::phone))
                .bind("phoneTimes", times(portraits, Portrait::phone))
                .bind("countries", values(portraits, Portrait::country))
                .bind("countryTimes", times(portraits, Portrait::country))
                .bind("firsts", Columns.timestamp(portraits, Portrait::firstSeenAt))
                .bind("lasts", Columns.timestamp(portraits, Portrait::lastSeenAt))
                .map(row -> Map.entry(row.get("customer_id", UUID.class), row.get("is_born", Boolean.class)))
                .all()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey);
    }

    private static Column values(List<Portrait> portraits, Function<Portrait, @Nullable Told> column) {
        return Columns.text(portraits, portrait -> {
            Told told = column.apply(portrait);
            return told == null ? null : told.value();
        });
    }

    private static Column times(List<Portrait> portraits, Function<Portrait, @Nullable Told> column) {
        return Columns.timestamp(portraits, portrait -> {
            Told told = column.apply(portrait);
            return told == null ? null : told.at();
        });
    }

    private static Known known(Readable row) {
        return new Known(
                row.get("customer_id", UUID.class),
                new Portrait(
                        row.get("tenant_id", String.class),
                        told(row, "name", "name_at"),
                        told(row, "email", "email_at"),
                        told(row, "document", "document_at"),
                        told(row, "document_type", "document_at"),
                        told(row, "phone", "phone_at"),
                        told(row, "country", "country_at"),
                        row.get("first_seen_at", Instant.class),
                        row.get("last_seen_at", Instant.class)));
    }

    private static @Nullable Told told(Readable row, String value, String at) {
        return Portrait.told(row.get(value, String.class), row.get(at, Instant.class));
    }

    private static Map.Entry<CustomerKey, UUID> owned(Readable row) {
        CustomerKey key = new CustomerKey(
                row.get("tenant_id", String.class),
                CustomerKey.Kind.valueOf(row.get("kind", String.class)),
                row.get("value", String.class));
        return Map.entry(key, row.get("customer_id", UUID.class));
    }

    /** A customer and what is known of them. */
    record Known(UUID customerId, Portrait portrait) {}
}
