package dev.correnteza.processor.rebuild;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Records that wait in the books in use, and for as long in the rebuilt ones: nobody knows yet whether they can be applied. */
final class HeldRecords {
    // One that is tried again after it was given up is another: it holds up nobody.
    private static final String WAITING = """
            SELECT topic, kafka_partition, kafka_offset, attempts_before > 0
            FROM [live].parked_record
            """;

    private static final String IS_HELD = """
            FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::boolean[]) AS held (topic, kafka_partition, kafka_offset, again)
            WHERE (new.topic, new.kafka_partition, new.kafka_offset, new.attempts_before > 0)
                = (held.topic, held.kafka_partition, held.kafka_offset, held.again)
            """;

    // Held back as the service does: what it parked, and nobody applied yet, waits here too.
    private static final String HOLD = """
            UPDATE [new].parked_record AS new
            SET next_attempt_at = '9999-01-01Z'
            """ + IS_HELD;

    private static final String RELEASE = """
            UPDATE [new].parked_record AS new
            SET next_attempt_at = 'epoch'
            WHERE next_attempt_at = '9999-01-01Z'
              AND NOT EXISTS (SELECT
            """ + IS_HELD + ")";

    private static final String HELD = "SELECT count(*) FROM [new].parked_record WHERE next_attempt_at = '9999-01-01Z'";

    private static final String DUE = """
            SELECT count(*)
            FROM [new].parked_record AS head
            WHERE next_attempt_at < '9999-01-01Z'
              AND NOT EXISTS (
                  SELECT
                  FROM [new].parked_record AS earlier
                  WHERE earlier.queue_key = head.queue_key
                    AND earlier.queue_position < head.queue_position)
            """;

    private static final String LET_GO = "UPDATE [new].parked_record SET next_attempt_at = ?::timestamptz";

    private final Database rebuilt;
    private final StandbyBooks books;
    private final RefusedRecords refused;

    HeldRecords(Database rebuilt, StandbyBooks books, RefusedRecords refused) {
        this.rebuilt = rebuilt;
        this.books = books;
        this.refused = refused;
    }

    /**
     * Tries what nobody holds back: refused for the last time where the service gave up, so that those behind go on.
     *
     * @param live sees the tables in use; what it holds locked may stay so
     */
    void settle(Database live) throws SQLException, InterruptedException {
        if (rebuilt.number(HELD) > 0 && rebuilt.execute(RELEASE, waiting(live)) > 0) {
            refused.refresh(live); // after it was seen to wait no longer: what was given up is known
        }
        while (rebuilt.number(DUE) > 0) {
            rebuilt.execute(HOLD, waiting(live));
            books.tryParked();
            Thread.sleep(2);
        }
    }

    /** All that wait are due from then on: the service tries them once they are its own. */
    void letGo(Instant from) throws SQLException {
        rebuilt.execute(LET_GO, from.toString());
    }

    private static Object[] waiting(Database live) throws SQLException {
        List<Waiting> all = live.all(
                WAITING, row -> new Waiting(row.getString(1), row.getInt(2), row.getLong(3), row.getBoolean(4)));
        return new Object[] {
            live.array("text", all.stream().map(Waiting::topic).toList()),
            live.array("integer", all.stream().map(Waiting::partition).toList()),
            live.array("bigint", all.stream().map(Waiting::offset).toList()),
            live.array("boolean", all.stream().map(Waiting::again).toList())
        };
    }

    private record Waiting(String topic, int partition, long offset, boolean again) {}
}
