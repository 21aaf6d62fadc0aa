package dev.correnteza.bench.outage;

import dev.correnteza.bench.audit.Audit;
import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.audit.Intents;
import dev.correnteza.bench.audit.TopicReader;
import dev.correnteza.bench.delivery.Gateways;
import dev.correnteza.bench.delivery.SteadyLoad;
import dev.correnteza.bench.delivery.Tally;
import dev.correnteza.bench.delivery.Tally.Counts;
import dev.correnteza.bench.intent.DamagedLog;
import dev.correnteza.bench.intent.IntentLog;
import dev.correnteza.bench.outage.OutageResult.Memory;
import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.webhook.Seller;
import dev.correnteza.bench.webhook.WebhookSource;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Kills the broker, leaves it away, starts it again, and looks at the service every second; the load never stops. */
public final class OutageRun {
    private static final int AFTER_SECONDS = 30;
    private static final int SAY_EVERY_SECONDS = 10;

    private final OutagePlan plan;
    private final Clock clock;
    private final Consumer<String> progress;

    public OutageRun(OutagePlan plan, Clock clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @throws DamagedLog when the log cannot be relied on
     * @throws IllegalStateException when a process does not start
     */
    public OutageResult run() throws IOException, InterruptedException, DamagedLog {
        Seller seller = new Seller();
        List<String> ingestJvm = List.of("-Xmx" + plan.heapMegabytes() + "m");
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Stack stack = Stack.start(directory, seller, Stack.Jvms.withSmallBroker(ingestJvm, false));
                IntentLog log = IntentLog.open(directory.resolve("intents.log"))) {
            WebhookSource source = new WebhookSource(plan.seed());
            Tally tally = new Tally();
            try (Gateways gateways = new Gateways(stack.ingest().url(), seller, source, log, tally, clock)) {
                return run(stack, SteadyLoad.start(source, gateways, plan.ratePerSecond()), tally, log);
            }
        }
    }

    private OutageResult run(Stack stack, SteadyLoad load, Tally tally, IntentLog log)
            throws IOException, InterruptedException, DamagedLog {
        MemorySamples before = sample("warm-up", stack, tally, plan.warmUpSeconds(), () -> false);

        Counts countsBefore = tally.counts();
        long begunBefore = load.begun();
        long goneAt = System.nanoTime();
        stack.broker().kill();
        MemorySamples during = sample("outage", stack, tally, plan.seconds(), () -> false);
        stack.broker().start();
        if (!stack.broker().awaitUp(Patience.START)) {
            throw new IllegalStateException("broker: does not come back (expected: within " + Patience.START + ")");
        }
        long backAt = System.nanoTime();
        Counts countsDuring = minus(tally.counts(), countsBefore);
        double rate = (load.begun() - begunBefore) * 1e9 / (backAt - goneAt);
        long spooled =
                (long) stack.ingest().metric("correnteza_ingest_spool_waiting").orElse(-1);

        MemorySamples drain = sample(
                "drain",
                stack,
                tally,
                (int) Patience.DRAIN.toSeconds(),
                () -> stack.ingest().isDrained());
        boolean isDrained = stack.ingest().isDrained();
        double drainSeconds = isDrained ? (System.nanoTime() - backAt) / 1e9 : -1;
        MemorySamples after = sample("after", stack, tally, AFTER_SECONDS, () -> false);
        boolean isAnswered = load.stop(Patience.DELIVERIES);
        progress.accept("reading the topics");
        Findings findings = compare(stack, log);

        Memory memory = new Memory(before.atEnd(), during.median(), during.max(), drain.max(), after.atEnd());
        Counts counts = minus(tally.counts(), countsBefore);
        int unexpectedEnds = stack.broker().unexpectedEnds() + stack.ingest().unexpectedEnds();
        return new OutageResult(
                counts.accepted() == counts.posted()
                        && memory.isSteady()
                        && isDrained
                        && isAnswered
                        && unexpectedEnds == 0
                        && findings.isClean(),
                TimeUnit.NANOSECONDS.toSeconds(backAt - goneAt),
                rate,
                countsBefore,
                countsDuring,
                counts,
                memory,
                spooled,
                drainSeconds,
                unexpectedEnds,
                findings);
    }

    /** A sample each second, until the time is over or there is nothing to wait for. */
    private MemorySamples sample(String phase, Stack stack, Tally tally, int seconds, BooleanSupplier isOver)
            throws IOException, InterruptedException {
        MemorySamples samples = new MemorySamples();
        long startedAt = System.nanoTime();
        for (int second = 1; second <= seconds && !isOver.getAsBoolean(); second++) {
            long due = startedAt + TimeUnit.SECONDS.toNanos(second);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            long bytes = ResidentMemory.bytes(stack.ingest().pid());
            samples.add(bytes);
            if (second % SAY_EVERY_SECONDS == 0) {
                progress.accept(phase + " " + second + " s; resident " + (bytes >> 20) + " MiB; " + tally.counts());
            }
        }
        return samples;
    }

    private static Counts minus(Counts now, Counts before) {
        SortedMap<Integer, Long> others = new TreeMap<>();
        now.others().forEach((status, count) -> {
            long more = count - before.others().getOrDefault(status, 0L);
            if (more > 0) {
                others.put(status, more);
            }
        });
        return new Counts(
                now.posted() - before.posted(),
                now.accepted() - before.accepted(),
                others,
                now.unanswered() - before.unanswered(),
                now.givenUp() - before.givenUp());
    }

    private static Findings compare(Stack stack, IntentLog log) throws IOException, DamagedLog {
        Intents intents = new Intents();
        log.closeAndRead(intents::add);
        Audit audit = new Audit(intents);
        TopicReader.read(stack.broker().bootstrapServers(), audit);
        return audit.findings();
    }
}
