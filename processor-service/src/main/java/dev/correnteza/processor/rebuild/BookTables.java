package dev.correnteza.processor.rebuild;

import dev.correnteza.events.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of each table when the books are made anew. A table that stands nowhere here fails a test. */
final class BookTables {
    /** Told whole by the topics: rebuilt, compared, exchanged. */
    static final List<Derived> DERIVED = List.of(
            new Derived("ledger")
                    // Who is first is born, who is second is found.
                    .withOwn("recorded_at", "match_rule", "home_match_rule")
                    // Of several records of a fact another one was read first.
                    .unlessOrder(
                            "(live.topic, live.kafka_partition, live.kafka_offset)"
                                    + " IS DISTINCT FROM (new.topic, new.kafka_partition, new.kafka_offset)",
                            "topic",
                            "kafka_partition",
                            "kafka_offset",
                            "lane",
                            "received_at",
                            "event")
                    .toldBy(Place.named("kafka_partition", "kafka_offset"), true),
            new Derived("payment_key"),
            new Derived("payment"),
            new Derived("gateway_transaction"),
            new Derived("customer"),
            // Its key is how to reach a person.
            new Derived("customer_key").showing("tenant_id", "kind", "customer_id"),
            new Derived("customer_split").showing("decision_id", "kind"),
            new Derived("customer_sighting").showing("tenant_id", "subject", "kind"),
            new Derived("subscription"),
            new Derived("inferred_charge"),
            new Derived("transition")
                    .withOwn(
                            "recorded_at",
                            "published_at",
                            "public_partition",
                            "public_offset",
                            "private_partition",
                            "private_offset")
                    .toldBy(Place.of(Topics.PAYMENT_TRANSITIONS, "public_partition", "public_offset"), false),
            new Derived("webhook_log")
                    .withOwn("processed_at", "attempts", "result")
                    .unlessOrder(
                            "live.status IN ('done', 'duplicate') AND new.status IN ('done', 'duplicate')"
                                    + " AND 'duplicate' IN (live.status, new.status)",
                            "status",
                            "payment_id")
                    .toldBy(Place.named("kafka_partition", "kafka_offset"), false),
            new Derived("decision")
                    .withOwn("applied_at")
                    .toldBy(Place.of(Topics.OPERATOR_DECISIONS, "kafka_partition", "kafka_offset"), true),
            new Derived("decided_event"),
            new Derived("manual_match"),
            new Derived("conversion_delivery")
                    .toldBy(Place.of(Topics.CONVERSION_DELIVERIES, "kafka_partition", "kafka_offset"), false),
            new Derived("gateway_account"));

    /** What only this database knows, or what ends within days: it stays where it is, and nobody compares it. */
    static final Set<String> OWN = Set.of(
            "api_key",
            "audit_chain",
            "audit_entry",
            "charge",
            "inquiry",
            "record_outbox",
            "publisher_lease",
            // Kept for a week, with marks of what was let in.
            "refused_webhook",
            "signature_failure",
            // The other side of the equation, which is counted without the books.
            "received_count",
            "received_progress",
            "conservation_hour",
            "conservation_since",
            // What was asked to be done to the live rows.
            "subscription_recount");

    /** What people set, in no topic, and what rows are made by: copied before the first record is read; it stays where it is. */
    static final Set<String> SETTINGS = Set.of("plan_rule");

    /** Work that is under way: it stays, but for what the rebuilt books have done or found to do. */
    static final Set<String> UNDER_WAY = Set.of("outbox", "parked_record", "dead_letter");

    private BookTables() {}

    /**
     * A table that is derived.
     *
     * @param own columns that the topics do not tell: this database's clock, its tries, its acknowledgements, and how it found a payment
     * @param byOrder columns that are not compared where {@code order} holds: they tell in which order records were read, which the
     *     topics do not tell of different partitions
     * @param order SQL about {@code live} and {@code new}
     * @param shown columns that name a row in a report; the primary key where it is empty
     * @param place where the record of a row stands; {@code null} where a row has many
     * @param isWhole whether nothing else is right without the rows of all records: then a topic that lost its beginning makes no books
     */
    record Derived(
            String name,
            Set<String> own,
            Set<String> byOrder,
            String order,
            List<String> shown,
            @Nullable Place place,
            boolean isWhole) {
        Derived(String name) {
            this(name, Set.of(), Set.of(), "false", List.of(), null, false);
        }

        Derived withOwn(String... columns) {
            return new Derived(name, Set.of(columns), byOrder, order, shown, place, isWhole);
        }

        Derived unlessOrder(String condition, String... columns) {
            return new Derived(name, own, Set.of(columns), condition, shown, place, isWhole);
        }

        Derived showing(String... columns) {
            return new Derived(name, own, byOrder, order, List.of(columns), place, isWhole);
        }

        Derived toldBy(Place source, boolean whole) {
            return new Derived(name, own, byOrder, order, shown, source, whole);
        }
    }

    /**
     * Where a row's record stands.
     *
     * @param topic SQL for the topic, the row being {@code live}
     */
    record Place(String topic, String partition, String offset) {
        static Place of(String topic, String partition, String offset) {
            return new Place("'" + topic + "'", "live." + partition, "live." + offset);
        }

        static Place named(String partition, String offset) {
            return new Place("live.topic", "live." + partition, "live." + offset);
        }

        /** For statements. */
        Map<String, String> names() {
            return Map.of("topic", topic, "partition", partition, "offset", offset);
        }
    }
}
