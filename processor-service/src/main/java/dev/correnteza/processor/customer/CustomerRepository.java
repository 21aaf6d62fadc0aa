package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import dev.correnteza.processor.sql.Columns;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
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

    private static final String CLAIM = """
            INSERT INTO customer_key (tenant_id, kind, value, customer_id)
            SELECT *
            FROM unnest(:tenants, :kinds, :values, :customers)
            ON CONFLICT (tenant_id, kind, value) DO NOTHING
            RETURNING tenant_id, kind, value, customer_id
            """;

    private static final String DOCUMENTS = """
            SELECT customer_id, document
            FROM customer
            WHERE customer_id = ANY (:customers)
              AND document IS NOT NULL
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
            SET name = CASE WHEN (excluded.name_at, excluded.name) >= (old.name_at, old.name) OR old.name IS NULL
                            THEN excluded.name ELSE old.name END,
                name_at = greatest(excluded.name_at, old.name_at),
                email = CASE WHEN (excluded.email_at, excluded.email) >= (old.email_at, old.email) OR old.email IS NULL
                             THEN excluded.email ELSE old.email END,
                email_at = greatest(excluded.email_at, old.email_at),
                document = CASE WHEN (excluded.document_at, excluded.document) >= (old.document_at, old.document)
                                  OR old.document IS NULL
                                THEN excluded.document ELSE old.document END,
                document_type = CASE WHEN (excluded.document_at, excluded.document) >= (old.document_at, old.document)
                                       OR old.document IS NULL
                                     THEN excluded.document_type ELSE old.document_type END,
                document_at = greatest(excluded.document_at, old.document_at),
                phone = CASE WHEN (excluded.phone_at, excluded.phone) >= (old.phone_at, old.phone) OR old.phone IS NULL
                             THEN excluded.phone ELSE old.phone END,
                phone_at = greatest(excluded.phone_at, old.phone_at),
                country = CASE WHEN (excluded.country_at, excluded.country) >= (old.country_at, old.country)
                                 OR old.country IS NULL
                               THEN excluded.country ELSE old.country END,
                country_at = greatest(excluded.country_at, old.country_at),
                first_seen_at = least(excluded.first_seen_at, old.first_seen_at),
                last_seen_at = greatest(excluded.last_seen_at, old.last_seen_at)
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
        return db.sql(OWNERS)
                .bind("tenants", Columns.text(keys, CustomerKey::tenantId))
                .bind("kinds", Columns.text(keys, key -> key.kind().name()))
                .bind("values", Columns.text(keys, CustomerKey::value))
                .map(CustomerRepository::owned)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
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

    /** Documents of those of these customers that have one. */
    Mono<Map<UUID, String>> documents(Collection<UUID> customerIds) {
        return db.sql(DOCUMENTS)
                .bind("customers", customerIds.toArray(UUID[]::new))
                .map(row -> Map.entry(row.get("customer_id", UUID.class), row.get("document", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Writes what was told of customers; one entry per customer. */
    Mono<Void> write(Map<UUID, Sighting> told) {
        List<UUID> ids = told.keySet().stream().sorted().toList();
        List<Sighting> sightings = ids.stream().map(told::get).toList();
        return db.sql(WRITE)
                .bind("customers", ids.toArray(UUID[]::new))
                .bind("tenants", Columns.text(sightings, Sighting::tenantId))
                .bind(
                        "names",
                        Columns.text(sightings, sighting -> sighting.customer().getName()))
                .bind(
                        "nameTimes",
                        Columns.timestamp(sightings, s -> s.customer().getName() == null ? null : s.at()))
                .bind(
                        "emails",
                        Columns.text(sightings, sighting -> sighting.customer().getEmail()))
                .bind(
                        "emailTimes",
                        Columns.timestamp(sightings, s -> s.customer().getEmail() == null ? null : s.at()))
                .bind(
                        "documents",
                        Columns.text(sightings, sighting -> sighting.customer().getDocument()))
                .bind(
                        "documentTypes",
                        Columns.text(
                                sightings,
                                s -> s.customer().getDocument() == null
                                        ? null
                                        : s.customer().getDocumentType().name()))
                .bind(
                        "documentTimes",
                        Columns.timestamp(sightings, s -> s.customer().getDocument() == null ? null : s.at()))
                .bind(
                        "phones",
                        Columns.text(sightings, sighting -> sighting.customer().getPhone()))
                .bind(
                        "phoneTimes",
                        Columns.timestamp(sightings, s -> s.customer().getPhone() == null ? null : s.at()))
                .bind("countries", Columns.text(sightings, s -> country(s.customer())))
                .bind("countryTimes", Columns.timestamp(sightings, s -> country(s.customer()) == null ? null : s.at()))
                .bind("firsts", Columns.timestamp(sightings, Sighting::firstSeenAt))
                .bind("lasts", Columns.timestamp(sightings, Sighting::at))
                .then();
    }

    private static @Nullable String country(Customer customer) {
        return customer.getAddress() == null ? null : customer.getAddress().getCountry();
    }

    private static Map.Entry<CustomerKey, UUID> owned(Readable row) {
        CustomerKey key = new CustomerKey(
                row.get("tenant_id", String.class),
                CustomerKey.Kind.valueOf(row.get("kind", String.class)),
                row.get("value", String.class));
        return Map.entry(key, row.get("customer_id", UUID.class));
    }
}
