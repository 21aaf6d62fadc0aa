package dev.correnteza.bench.flood;

import dev.correnteza.bench.ingest.Requests;
import dev.correnteza.bench.load.Load;
import dev.correnteza.bench.load.Measurement;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.webhook.Seller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Posts authentic webhooks at a steady rate, in turn alone and while others post forged ones as fast as they are refused. */
public final class FloodRun {
    private final FloodPlan plan;
    private final Clock clock;
    private final Consumer<String> progress;

    public FloodRun(FloodPlan plan, Clock clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws IllegalStateException when a process does not start, or breaks a connection */
    public FloodResult run() throws IOException, InterruptedException {
        Seller seller = new Seller();
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Stack stack = Stack.start(directory, seller, Stack.Jvms.forLoad(plan.heapMegabytes()));
                Load authentic = Load.connect(
                        stack.ingest().address(),
                        plan.connections(),
                        Requests.authentic(seller, stack.ingest().url(), false, clock.instant()));
                Load forged = Load.connect(
                        stack.ingest().address(),
                        plan.floodConnections(),
                        Requests.forged(seller, stack.ingest().url(), clock.instant()))) {
            return run(authentic, forged);
        }
    }

    private FloodResult run(Load authentic, Load forged) throws InterruptedException {
        Duration warmUp = Duration.ofSeconds(plan.warmUpSeconds());
        Duration time = Duration.ofSeconds(plan.seconds());
        List<Measurement> alone = new ArrayList<>();
        List<Measurement> flooded = new ArrayList<>();
        List<Measurement> refused = new ArrayList<>();
        Load.result(authentic.saturate(warmUp.dividedBy(2)), warmUp);
        flooded("warming up", authentic, forged, warmUp.dividedBy(2), new ArrayList<>(), new ArrayList<>());
        for (int round = 1; round <= plan.rounds(); round++) {
            Measurement quiet = Load.result(authentic.steady(plan.ratePerSecond(), time), time);
            alone.add(quiet);
            say("alone, round " + round, quiet);
            flooded("round " + round, authentic, forged, time, flooded, refused);
        }
        return FloodResult.of(alone, flooded, refused);
    }

    private void flooded(
            String name,
            Load authentic,
            Load forged,
            Duration time,
            List<Measurement> flooded,
            List<Measurement> refused)
            throws InterruptedException {
        Future<Measurement> flood = forged.saturate(time);
        Measurement good = Load.result(authentic.steady(plan.ratePerSecond(), time), time);
        Measurement bad = Load.result(flood, time);
        flooded.add(good);
        refused.add(bad);
        say("flooded, " + name, good);
        say("forged, " + name, bad);
    }

    private void say(String name, Measurement turn) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %.0f/s, p50 %.2f ms, p99 %.2f ms, %d not 2xx",
                name,
                turn.perSecond(),
                turn.p50Millis(),
                turn.p99Millis(),
                turn.others()));
    }
}
