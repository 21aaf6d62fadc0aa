package dev.correnteza.processor.rebuild;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Records that the database in use refused for good. The rebuilt one refuses them too, whatever it would say by itself: what became of
 * them was for somebody to decide, and only that decision counts.
 */
final class RefusedRecords {
    // A check like any other, so that the record goes the way of all that are refused. What was decided stands first.
    private static final String PREPARE = """
            CREATE TABLE [new].refused_record (
                topic           text    NOT NULL,
                kafka_partition integer NOT NULL,
                kafka_offset    bigint  NOT NULL,
                PRIMARY KEY (topic, kafka_partition, kafka_offset)
            );
            CREATE FUNCTION [new].refuse_record() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT
                           FROM [new].refused_record AS refused
                           WHERE (refused.topic, refused.kafka_partition, refused.kafka_offset)
                               = (NEW.topic, NEW.kafka_partition, NEW.kafka_offset))
                   AND NOT EXISTS (SELECT
                                   FROM [new].decided_event AS decided
                                   WHERE decided.tenant_id = NEW.tenant_id
                                     AND decided.event_id = NEW.event_id) THEN
                    RAISE EXCEPTION 'refused before' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END
            $$;
            CREATE TRIGGER refuse_record BEFORE INSERT ON [new].ledger
            FOR EACH ROW EXECUTE FUNCTION [new].refuse_record()
            """;

    private static final String REFUSED = """
            SELECT topic, kafka_partition, kafka_offset
            FROM [live].dead_letter
            WHERE state <> 'APPLIED'
            """;

    private static final String ADD = """
            INSERT INTO [new].refused_record
            SELECT *
            FROM unnest(?::text[], ?::integer[], ?::bigint[]) AS refused (topic, kafka_partition, kafka_offset)
            ON CONFLICT DO NOTHING
            """;

    private static final String EMPTY = "DELETE FROM [new].refused_record";

    // Tried again meanwhile: with success, or not yet.
    private static final String TO_RETRY = """
            SELECT tenant_id, dead_letter_id::text
            FROM [new].dead_letter AS letter
            WHERE state = 'OPEN'
              AND tenant_id IS NOT NULL
              AND dead_letter_id = ANY (?::uuid[])
            """;

    private static final String RETRIED_LIVE = """
            SELECT dead_letter_id::text
            FROM [live].dead_letter
            WHERE state IN ('APPLIED', 'RETRYING')
            """;

    private final Database rebuilt;
    private final StandbyBooks books;

    RefusedRecords(Database rebuilt, StandbyBooks books) {
        this.rebuilt = rebuilt;
        this.books = books;
    }

    void prepare() throws SQLException {
        rebuilt.execute(PREPARE);
    }

    /** @param live sees the tables in use; what it holds locked may stay so */
    void refresh(Database live) throws SQLException {
        List<Place> places = live.all(REFUSED, row -> new Place(row.getString(1), row.getInt(2), row.getLong(3)));
        rebuilt.execute(EMPTY);
        rebuilt.execute(
                ADD,
                rebuilt.array("text", places.stream().map(Place::topic).toList()),
                rebuilt.array("integer", places.stream().map(Place::partition).toList()),
                rebuilt.array("bigint", places.stream().map(Place::offset).toList()));
        List<UUID> retried =
                live.texts(RETRIED_LIVE).stream().map(UUID::fromString).toList();
        Map<String, List<UUID>> byTenant = rebuilt
                .all(
                        TO_RETRY,
                        row -> Map.entry(row.getString(1), UUID.fromString(row.getString(2))),
                        rebuilt.array("uuid", retried))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        byTenant.forEach(books::retry);
    }

    private record Place(String topic, int partition, long offset) {}
}
