package dev.correnteza.bench.processorrebalances;

import dev.correnteza.bench.books.BooksComparison;
import dev.correnteza.bench.books.BooksFindings;
import dev.correnteza.bench.books.EventLoad;
import dev.correnteza.bench.process.ProcessorProcess;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Three instances of one group, of which one after the other leaves and joins again, under load: in order and killed in turn. Nobody
 * tells the broker of a kill; it finds out.
 */
public final class RebalanceRun {
    private static final String TENANT = "tenant-rebalances";
    private static final int LONGEST_ABSENCE_MS = 3_000;
    private static final int LONGEST_PAUSE_MS = 4_000;
    private static final int QUIET_SECONDS = 5;

    private final RebalancePlan plan;
    private final Consumer<String> progress;
    private final Random random;

    public RebalanceRun(RebalancePlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /** @throws IllegalStateException when a process does not start */
    public RebalanceResult run() throws IOException, InterruptedException, SQLException {
        Stack.Jvms jvms = Stack.Jvms.forRestarts();
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Site site = Site.start(directory, "site", jvms)) {
            List<ProcessorProcess> instances =
                    List.of(site.processor(), site.another("processor-2", jvms), site.another("processor-3", jvms));
            try {
                return run(site, instances);
            } finally {
                instances.forEach(ProcessorProcess::kill);
            }
        }
    }

    private RebalanceResult run(Site site, List<ProcessorProcess> instances) throws InterruptedException, SQLException {
        for (ProcessorProcess instance : instances) {
            if (!instance.isAlive()) {
                instance.start();
            }
            instance.requireUp();
        }
        EventLoad load = new EventLoad(site.broker().bootstrapServers(), TENANT, plan.ratePerSecond(), 1, plan.seed());
        PartitionWatch watch = PartitionWatch.start(site, Stack.PARTITIONS);
        long startedAt = System.nanoTime();
        load.start();
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        int killed = 0;
        for (int time = 1; time <= plan.times(); time++) {
            boolean isKill = time % 2 == 0;
            killed += isKill ? 1 : 0;
            leaveAndJoin(instances.get(random.nextInt(instances.size())), isKill);
            progress.accept("left and joined " + time + " of " + plan.times() + " times; " + load.records()
                    + " records written; idle for at most " + watch.longestSeconds() + " s");
        }
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        load.end();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
        BooksFindings books = BooksComparison.of(site, load, false, progress);
        return RebalanceResult.of(
                plan.times() - killed,
                killed,
                instances.stream().mapToInt(ProcessorProcess::unexpectedEnds).sum(),
                seconds,
                watch.end(),
                books);
    }

    private void leaveAndJoin(ProcessorProcess instance, boolean isKill) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MS));
        if (isKill) {
            instance.kill();
        } else {
            instance.end();
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ABSENCE_MS));
        instance.start();
        instance.requireUp();
    }
}
