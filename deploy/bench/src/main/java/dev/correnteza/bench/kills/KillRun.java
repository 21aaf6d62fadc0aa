package dev.correnteza.bench.kills;

import dev.correnteza.bench.audit.Audit;
import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.audit.Intents;
import dev.correnteza.bench.audit.TopicReader;
import dev.correnteza.bench.delivery.Gateways;
import dev.correnteza.bench.delivery.SteadyLoad;
import dev.correnteza.bench.delivery.Tally;
import dev.correnteza.bench.intent.DamagedLog;
import dev.correnteza.bench.intent.IntentLog;
import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.webhook.Seller;
import dev.correnteza.bench.webhook.WebhookSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills broker and ingest-service alternately. Each is killed a random moment after it took requests, and started again a random
 * moment later, without waiting for it: so the other is killed while this one is away, starts, or has just come back.
 */
public final class KillRun {
    private static final int LONGEST_LIFE_MS = 3_000;
    private static final int LONGEST_DEATH_MS = 1_000;
    private static final int QUIET_SECONDS = 5;

    /** A small heap and the quick compiler only: starts are what this is about. */
    private static final List<String> INGEST_JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private final KillPlan plan;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Random random;

    public KillRun(KillPlan plan, Clock clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /**
     * @throws DamagedLog when the log cannot be relied on
     * @throws IllegalStateException when a process does not start
     */
    public KillResult run() throws IOException, InterruptedException, DamagedLog {
        Seller seller = new Seller();
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Stack stack = Stack.start(directory, seller, Stack.Jvms.withSmallBroker(INGEST_JVM, true));
                IntentLog log = IntentLog.open(directory.resolve("intents.log"))) {
            WebhookSource source = new WebhookSource(plan.seed());
            Tally tally = new Tally();
            try (Gateways gateways = new Gateways(stack.ingest().url(), seller, source, log, tally, clock)) {
                return run(stack, SteadyLoad.start(source, gateways, plan.ratePerSecond()), tally, log);
            }
        }
    }

    private KillResult run(Stack stack, SteadyLoad load, Tally tally, IntentLog log)
            throws IOException, InterruptedException, DamagedLog {
        long startedAt = System.nanoTime();
        int brokerKills = 0;
        int ingestKills = 0;
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        for (int kill = 1; kill <= plan.kills(); kill++) {
            killAndStart(stack.broker());
            brokerKills++;
            killAndStart(stack.ingest());
            ingestKills++;
            progress.accept("killed each " + kill + " of " + plan.kills() + " times; " + tally.counts());
        }
        requireUp(stack.broker());
        requireUp(stack.ingest());
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
        boolean isAnswered = load.stop(Patience.DELIVERIES);
        progress.accept("waiting for the spool");
        boolean isDrained =
                KillableProcess.await(Patience.DRAIN, () -> stack.ingest().isDrained());
        progress.accept("reading the topics");
        Findings findings = compare(stack, log);
        int unexpectedEnds = stack.broker().unexpectedEnds() + stack.ingest().unexpectedEnds();
        return new KillResult(
                findings.isClean() && isDrained && isAnswered && unexpectedEnds == 0,
                brokerKills,
                ingestKills,
                unexpectedEnds,
                seconds,
                (double) load.begun() / seconds,
                tally.counts(),
                isDrained,
                findings);
    }

    private void killAndStart(KillableProcess process) throws InterruptedException {
        requireUp(process);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
        process.kill();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DEATH_MS));
        process.start();
    }

    private static void requireUp(KillableProcess process) throws InterruptedException {
        if (!process.awaitUp(Patience.START)) {
            Duration patience = Patience.START;
            throw new IllegalStateException(process.name() + ": does not come back after a kill (expected: within "
                    + patience.toSeconds() + " s)");
        }
    }

    private static Findings compare(Stack stack, IntentLog log) throws IOException, DamagedLog {
        Intents intents = new Intents();
        log.closeAndRead(intents::add);
        Audit audit = new Audit(intents);
        TopicReader.read(stack.broker().bootstrapServers(), audit);
        return audit.findings();
    }
}
