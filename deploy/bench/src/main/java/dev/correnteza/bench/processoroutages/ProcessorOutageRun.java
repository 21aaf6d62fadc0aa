package dev.correnteza.bench.processoroutages;

import dev.correnteza.bench.books.BooksComparison;
import dev.correnteza.bench.books.BooksFindings;
import dev.correnteza.bench.books.EventLoad;
import dev.correnteza.bench.process.DatabaseProcess;
import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.processoroutages.ProcessorOutageResult.Trouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes one trouble with the database after the other, under load. After each, what was written until then has to come through;
 * then the load stops for a moment, in which all connections have to be given back.
 */
public final class ProcessorOutageRun {
    private static final String TENANT = "tenant-outages";
    private static final int QUIET_SECONDS = 10;
    private static final int LONGEST_PAUSE_MS = 1_000;
    private static final int MOST_TRIES = 4;

    /** With a minute beside, longer than a batch waits before it is given up and canceled. */
    private static final int HANGS_LONGER_SECONDS = 15;

    private static final double NANOS_PER_SECOND = 1e9;

    private final ProcessorOutagePlan plan;
    private final Consumer<String> progress;
    private final Random random;

    public ProcessorOutageRun(ProcessorOutagePlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /** @throws IllegalStateException when a process does not start */
    public ProcessorOutageResult run() throws IOException, InterruptedException, SQLException {
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Site site = Site.start(directory, "site", Stack.Jvms.forRestarts(), plan.consumers())) {
            EventLoad load =
                    new EventLoad(site.broker().bootstrapServers(), TENANT, plan.ratePerSecond(), 1, plan.seed());
            long startedAt = System.nanoTime();
            load.start();
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            DatabaseProcess database = site.database();
            List<Trouble> troubles = new ArrayList<>();
            troubles.add(make("all sessions cut", plan.times(), site, load, () -> times(site, Interventions::cut)));
            troubles.add(
                    make("statements canceled", plan.times(), site, load, () -> times(site, Interventions::cancel)));
            troubles.add(make("deadlocks", plan.times(), site, load, () -> deadlock(site)));
            troubles.add(make("stopped (fast)", 1, site, load, () -> away(database::stop, database::startAgain, 0)));
            troubles.add(
                    make("stopped (immediate)", 1, site, load, () -> away(database::crash, database::startAgain, 0)));
            troubles.add(
                    make("hangs", 1, site, load, () -> away(database::freeze, database::thaw, HANGS_LONGER_SECONDS)));
            load.end();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
            BooksFindings books = BooksComparison.of(site, load, plan.consumers() == 1, progress);
            int unexpectedEnds =
                    site.processor().unexpectedEnds() + (site.processor().isAlive() ? 0 : 1);
            return new ProcessorOutageResult(
                    books.isClean() && unexpectedEnds == 0 && troubles.stream().allMatch(Trouble::isOver),
                    troubles,
                    unexpectedEnds,
                    seconds,
                    books);
        }
    }

    private Trouble make(String name, int wanted, Site site, EventLoad load, Act act)
            throws IOException, InterruptedException, SQLException {
        progress.accept(name);
        long startedAt = System.nanoTime();
        int hits = act.hits();
        double seconds = secondsSince(startedAt);
        int written = load.records();
        long endedAt = System.nanoTime();
        try (Connection connection = site.connect()) {
            boolean isThrough =
                    KillableProcess.await(Patience.DRAIN, () -> BooksComparison.logged(connection, load) >= written);
            double catchUpSeconds = isThrough ? secondsSince(endedAt) : -1;
            load.pause();
            Connections after = Connections.awaitRest(site.processor(), connection);
            load.resume();
            Trouble trouble = new Trouble(name, wanted, hits, seconds, catchUpSeconds, after);
            progress.accept(name + ": " + hits + " hits; " + after);
            return trouble;
        }
    }

    private int away(Move go, Move comeBack, int longerSeconds) throws IOException, InterruptedException {
        go.make();
        TimeUnit.SECONDS.sleep(plan.seconds() + longerSeconds);
        comeBack.make();
        return 1;
    }

    private int times(Site site, Intervention intervention) throws InterruptedException, SQLException {
        try (Connection connection = site.connect()) {
            Interventions interventions = new Interventions(connection);
            int hits = 0;
            for (int time = 0; time < plan.times(); time++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MS));
                hits += intervention.hits(interventions);
            }
            return hits;
        }
    }

    private int deadlock(Site site) throws IOException, InterruptedException, SQLException {
        try (Deadlocks deadlocks = new Deadlocks(site)) {
            long before = deadlocks.count();
            for (int time = 0; time < MOST_TRIES * plan.times(); time++) {
                if (deadlocks.count() - before >= plan.times()) {
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MS));
                deadlocks.provoke();
            }
            return (int) (deadlocks.count() - before);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS_PER_SECOND;
    }

    private interface Act {
        int hits() throws IOException, InterruptedException, SQLException;
    }

    private interface Intervention {
        int hits(Interventions interventions) throws InterruptedException;
    }

    private interface Move {
        void make() throws IOException, InterruptedException;
    }
}
