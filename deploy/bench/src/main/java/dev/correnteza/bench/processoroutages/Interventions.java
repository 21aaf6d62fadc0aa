package dev.correnteza.bench.processoroutages;

import dev.correnteza.bench.process.KillableProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What an administrator of the database can do to the sessions of others. */
final class Interventions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String OTHERS = """
            FROM pg_stat_activity
            WHERE usename = current_user
              AND backend_type = 'client backend'
              AND pid <> pg_backend_pid()
            """;

    private static final String IN_TRANSACTION = "SELECT count(*) " + OTHERS + " AND xact_start IS NOT NULL";
    private static final String CUT = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) " + OTHERS;
    private static final String CANCEL =
            "SELECT count(*) FILTER (WHERE pg_cancel_backend(pid)) " + OTHERS + " AND state = 'active'";

    private final Connection connection;

    Interventions(Connection connection) {
        this.connection = connection;
    }

    /** Cuts all sessions, when at least one is in a transaction; tells how many. */
    int cut() throws InterruptedException {
        return KillableProcess.await(PATIENCE, () -> number(IN_TRANSACTION) > 0) ? number(CUT) : 0;
    }

    /** Cancels the statements under way, as soon as there are any; tells how many. */
    int cancel() throws InterruptedException {
        int[] canceled = {0};
        KillableProcess.await(PATIENCE, () -> {
            canceled[0] = number(CANCEL);
            return canceled[0] > 0;
        });
        return canceled[0];
    }

    private int number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
