package dev.correnteza.bench.books;

import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.Site;
import dev.correnteza.simulator.books.BooksAudit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Waits until a load has come through, and compares the books with the model that saw the same events. */
public final class BooksComparison {
    private static final int SHOWN_DIFFERENCES = 10;

    private BooksComparison() {}

    /**
     * @param load that has ended
     * @param isSequential whether one batch was applied after the other: one lane, one instance at a time, and one consumer in it
     */
    public static BooksFindings of(Site site, EventLoad load, boolean isSequential, Consumer<String> progress)
            throws InterruptedException, SQLException {
        try (Connection connection = site.connect()) {
            progress.accept("waiting until " + load.records() + " records are in the log and nothing is in the outbox");
            boolean isThrough = KillableProcess.await(
                    Patience.DRAIN,
                    () -> logged(connection, load) >= load.records() && count(connection, "outbox") == 0);
            progress.accept("comparing");
            BooksAudit audit = new BooksAudit(connection, load.tenantId(), load.told());
            List<String> differences = audit.differences(isSequential);
            Set<String> ids = audit.transitionIds();
            return new BooksFindings(
                    isThrough,
                    load.told().size(),
                    load.records(),
                    logged(connection, load),
                    differences.size(),
                    differences.subList(0, Math.min(SHOWN_DIFFERENCES, differences.size())),
                    TransitionAudit.open(site.broker().bootstrapServers(), load.tenantId(), ids),
                    TransitionAudit.closed(site.broker().bootstrapServers(), load.tenantId(), ids));
        }
    }

    /** Records of the load that are in the webhook log; those of canaries are not. */
    public static long logged(Connection connection, EventLoad load) {
        return count(connection, "webhook_log WHERE tenant_id = '" + load.tenantId() + "'");
    }

    private static long count(Connection connection, String rows) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM processor." + rows)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
