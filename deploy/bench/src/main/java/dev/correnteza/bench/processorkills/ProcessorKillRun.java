package dev.correnteza.bench.processorkills;

import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.ProcessorProcess;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.simulator.books.BooksAudit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills processor-service a random moment after its start was begun or was over, under load, and starts it again. The moments reach
 * beyond the six seconds after which a killed publisher's right to publish ends.
 */
public final class ProcessorKillRun {
    private static final String TENANT = "tenant-kills";
    private static final int LONGEST_LIFE_MS = 9_000;
    private static final int ONE_IN_START = 6;
    private static final int SHOWN_DIFFERENCES = 10;

    /** A small heap and the quick compiler only: starts are what most of the time goes to. */
    private static final List<String> JVM = List.of("-Xmx320m", "-XX:TieredStopAtLevel=1");

    private final ProcessorKillPlan plan;
    private final Consumer<String> progress;
    private final Random random;

    public ProcessorKillRun(ProcessorKillPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /** @throws IllegalStateException when a process does not start */
    public ProcessorKillResult run() throws IOException, InterruptedException, SQLException {
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Site site = Site.start(directory, "site", Stack.Jvms.withSmallBroker(JVM, true));
                Connection connection = site.connect()) {
            EventLoad load = new EventLoad(
                    site.broker().bootstrapServers(), TENANT, plan.ratePerSecond(), plan.lanes(), plan.seed());
            long startedAt = System.nanoTime();
            load.start();
            kill(site, load);
            load.end();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
            requireUp(site.processor());
            progress.accept("waiting until " + load.records() + " records are in the log and nothing is in the outbox");
            boolean isThrough = KillableProcess.await(
                    Patience.DRAIN,
                    () -> count(connection, "webhook_log") >= load.records() && count(connection, "outbox") == 0);
            return result(site, connection, load, seconds, isThrough);
        }
    }

    private void kill(Site site, EventLoad load) throws InterruptedException {
        ProcessorProcess processor = site.processor();
        for (int kill = 1; kill <= plan.kills(); kill++) {
            if (random.nextInt(ONE_IN_START) > 0) {
                requireUp(processor);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
            processor.kill();
            site.forgetKilledMembers();
            processor.start();
            progress.accept(
                    "killed " + kill + " of " + plan.kills() + " times; " + load.records() + " records written");
        }
    }

    private ProcessorKillResult result(
            Site site, Connection connection, EventLoad load, long seconds, boolean isThrough) throws SQLException {
        progress.accept("comparing");
        BooksAudit audit = new BooksAudit(connection, TENANT, load.told());
        List<String> differences = audit.differences(plan.lanes() == 1);
        Set<String> ids = audit.transitionIds();
        TransitionAudit.Findings open = TransitionAudit.open(site.broker().bootstrapServers(), ids);
        TransitionAudit.Findings closed = TransitionAudit.closed(site.broker().bootstrapServers(), ids);
        long logged = count(connection, "webhook_log");
        int unexpectedEnds = site.processor().unexpectedEnds();
        return new ProcessorKillResult(
                isThrough
                        && logged == load.records()
                        && differences.isEmpty()
                        && open.isClean()
                        && closed.isClean()
                        && unexpectedEnds == 0,
                plan.kills(),
                unexpectedEnds,
                seconds,
                load.told().size(),
                load.records(),
                logged,
                differences.size(),
                differences.subList(0, Math.min(SHOWN_DIFFERENCES, differences.size())),
                open,
                closed);
    }

    private static void requireUp(ProcessorProcess processor) throws InterruptedException {
        if (!processor.awaitUp(Patience.START)) {
            throw new IllegalStateException("processor: does not come back after a kill (expected: within "
                    + Patience.START.toSeconds() + " s)");
        }
    }

    private static long count(Connection connection, String table) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM processor." + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
