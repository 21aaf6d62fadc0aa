package dev.correnteza.bench.processorkills;

import dev.correnteza.bench.books.BooksComparison;
import dev.correnteza.bench.books.BooksFindings;
import dev.correnteza.bench.books.EventLoad;
import dev.correnteza.bench.process.ProcessorProcess;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;
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
                Site site = Site.start(directory, "site", Stack.Jvms.forRestarts(), plan.consumers())) {
            EventLoad load = new EventLoad(
                    site.broker().bootstrapServers(), TENANT, plan.ratePerSecond(), plan.lanes(), plan.seed());
            long startedAt = System.nanoTime();
            load.start();
            int inStart = kill(site, load);
            load.end();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
            site.processor().requireUp();
            BooksFindings books = BooksComparison.of(site, load, plan.isSequential(), progress);
            int unexpectedEnds = site.processor().unexpectedEnds();
            return new ProcessorKillResult(
                    books.isClean() && unexpectedEnds == 0, plan.kills(), inStart, unexpectedEnds, seconds, books);
        }
    }

    /** How many hit a start. */
    private int kill(Site site, EventLoad load) throws InterruptedException {
        ProcessorProcess processor = site.processor();
        int inStart = 0;
        for (int kill = 1; kill <= plan.kills(); kill++) {
            if (random.nextInt(ONE_IN_START) > 0) {
                processor.requireUp();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
            inStart += processor.isUp() ? 0 : 1;
            processor.kill();
            site.forgetKilledMembers();
            processor.start();
            progress.accept(
                    "killed " + kill + " of " + plan.kills() + " times; " + load.records() + " records written");
        }
        return inStart;
    }
}
