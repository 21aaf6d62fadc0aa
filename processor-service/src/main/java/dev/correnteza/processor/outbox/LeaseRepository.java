package dev.correnteza.processor.outbox;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who may publish what now: one publisher of a table at a time keeps its order. */
@Repository
class LeaseRepository {
    private static final String LEASE = """
            INSERT INTO publisher_lease AS held (name, owner, held_until)
            VALUES (:name, :owner, :until)
            ON CONFLICT (name) DO UPDATE
            SET owner = excluded.owner,
                held_until = excluded.held_until
            WHERE held.owner = excluded.owner
               OR held.held_until < :now
            """;

    private static final String RELEASE = """
            DELETE FROM publisher_lease
            WHERE name = :name
              AND owner = :owner
            """;

    private final DatabaseClient db;

    LeaseRepository(DatabaseClient db) {
        this.db = db;
    }

    /**
     * Takes or keeps the right to publish.
     *
     * @return false while another one holds it
     */
    Mono<Boolean> lease(String name, UUID owner, Instant now, Instant until) {
        return db.sql(LEASE)
                .bind("name", name)
                .bind("owner", owner)
                .bind("until", until)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Gives the right to publish back, where this owner has it. */
    Mono<Void> release(String name, UUID owner) {
        return db.sql(RELEASE).bind("name", name).bind("owner", owner).then();
    }
}
