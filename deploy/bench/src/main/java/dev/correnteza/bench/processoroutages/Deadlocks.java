package dev.correnteza.bench.processoroutages;

import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.Site;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Locks payments the other way round: first those that batches lock last, and when a batch waits for one of them, those that it has.
 * PostgreSQL breaks the circle where somebody has waited for a second, and that is the batch.
 */
final class Deadlocks implements AutoCloseable {
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(10);

    private static final String MIDDLE = """
            SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY payment_id COLLATE "C")
            FROM processor.payment
            """;

    private static final String LOCK_LAST = """
            SELECT payment_id
            FROM processor.payment
            WHERE payment_id COLLATE "C" >= ?
            ORDER BY tenant_id COLLATE "C" DESC, payment_id COLLATE "C" DESC
            FOR UPDATE
            """;

    private static final String LOCK_FIRST = """
            SELECT payment_id
            FROM processor.payment
            WHERE payment_id COLLATE "C" < ?
            ORDER BY tenant_id COLLATE "C" DESC, payment_id COLLATE "C" DESC
            FOR UPDATE
            """;

    private final Connection rival;
    private final Connection observer;
    private final int rivalPid;

    /** @throws SQLException when the database is away */
    Deadlocks(Site site) throws SQLException, IOException {
        rival = site.database().connectAsSuperuser();
        observer = site.connect();
        try (Statement statement = rival.createStatement()) {
            statement.execute("SET deadlock_timeout = '1 min'"); // looks for circles long after the batch did
        }
        rivalPid = (int) number(rival, "SELECT pg_backend_pid()");
        rival.setAutoCommit(false);
    }

    /** Does it once; there was a deadlock where the batch had locks of both kinds. */
    void provoke() throws SQLException, InterruptedException {
        String middle = middle();
        lock(LOCK_LAST, middle);
        if (KillableProcess.await(BATCH_PATIENCE, this::isSomebodyWaiting)) {
            lock(LOCK_FIRST, middle);
        }
        rival.rollback();
    }

    /** All there were since the database came up, each with a batch as its victim. */
    long count() {
        return number(observer, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    private boolean isSomebodyWaiting() {
        return number(
                        observer,
                        "SELECT count(*) FROM pg_stat_activity WHERE " + rivalPid + " = ANY (pg_blocking_pids(pid))")
                > 0;
    }

    private String middle() throws SQLException {
        try (Statement statement = rival.createStatement();
                ResultSet row = statement.executeQuery(MIDDLE)) {
            row.next();
            return row.getString(1);
        }
    }

    private void lock(String sql, String middle) throws SQLException {
        try (PreparedStatement statement = rival.prepareStatement(sql)) {
            statement.setString(1, middle);
            statement.executeQuery().close();
        }
    }

    private static long number(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (rival;
                observer) {
            rival.rollback();
        }
    }
}
