package dev.correnteza.bench.processoroutages;

import dev.correnteza.bench.process.PoolState;
import dev.correnteza.bench.process.ProcessorProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The same connections as seen from both ends.
 *
 * @param pool what the service says
 * @param sessions of the service, as the database says
 * @param idleInTransaction those of them whose transaction nobody ends
 */
public record Connections(PoolState pool, int sessions, int idleInTransaction) {
    private static final PoolState UNKNOWN = new PoolState(-1, -1, -1, -1);

    /** With nothing to be applied, what looks after leases and parked records needs one for milliseconds at a time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_EVERY_MS = 50;

    private static final String SESSIONS = """
            SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%')
            FROM pg_stat_activity
            WHERE usename = current_user
              AND backend_type = 'client backend'
              AND pid <> pg_backend_pid()
            """;

    /** Whether all are given back, none is in a transaction, and the database has none that the pool does not know. */
    boolean isAtRest() {
        return pool.isAtRest() && idleInTransaction == 0 && sessions <= pool.allocated();
    }

    /** Looks until they are at rest, or it is certain that they never are; tells what was seen last. */
    static Connections awaitRest(ProcessorProcess processor, Connection connection) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Connections seen = look(processor, connection);
        while (!seen.isAtRest() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            seen = look(processor, connection);
        }
        return seen;
    }

    private static Connections look(ProcessorProcess processor, Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSIONS)) {
            row.next();
            return new Connections(processor.pool().orElse(UNKNOWN), row.getInt(1), row.getInt(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
