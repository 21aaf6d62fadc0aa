package dev.correnteza.bench.ingest;

import dev.correnteza.bench.floor.IngestFloorMain;
import dev.correnteza.bench.load.Load;
import dev.correnteza.bench.load.Measurement;
import dev.correnteza.bench.load.PreparedRequests;
import dev.correnteza.bench.process.FloorProcess;
import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.ProcessorTime;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.webhook.Seller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Posts the same webhooks to ingest-service and to the floor in turn, both at the same broker. */
public final class IngestRun {
    private final IngestPlan plan;
    private final Clock clock;
    private final Consumer<String> progress;

    public IngestRun(IngestPlan plan, Clock clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws IllegalStateException when a process does not start, or breaks a connection */
    public IngestResult run() throws IOException, InterruptedException {
        Seller seller = new Seller();
        Stack.Jvms jvms = Stack.Jvms.forLoad(plan.heapMegabytes());
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Stack stack = Stack.start(directory, seller, jvms)) {
            FloorProcess floor = FloorProcess.start(
                    directory,
                    IngestFloorMain.class,
                    List.of(stack.broker().bootstrapServers(), Integer.toString(Stack.PARTITIONS)),
                    jvms.ingest());
            try {
                return run(stack, floor, seller);
            } finally {
                floor.kill();
            }
        }
    }

    private IngestResult run(Stack stack, FloorProcess floor, Seller seller) throws IOException, InterruptedException {
        PreparedRequests requests = Requests.authentic(seller, stack.ingest().url(), plan.stripe(), clock.instant());
        List<Turn> ours = new ArrayList<>();
        List<Turn> least = new ArrayList<>();
        try (Load toFloor = Load.connect(floor.address(), plan.connections(), requests);
                Load toService = Load.connect(stack.ingest().address(), plan.connections(), requests)) {
            turn("floor, warming up", toFloor, floor, plan.warmUpSeconds());
            turn("service, warming up", toService, stack.ingest(), plan.warmUpSeconds());
            for (int round = 1; round <= plan.rounds(); round++) {
                least.add(turn("floor, round " + round, toFloor, floor, plan.seconds()));
                ours.add(turn("service, round " + round, toService, stack.ingest(), plan.seconds()));
            }
        }
        return IngestResult.of(requests.averageBytes(), ours, least, plan.ratePerSecond() == 0);
    }

    private Turn turn(String name, Load load, KillableProcess server, int seconds)
            throws IOException, InterruptedException {
        double before = ProcessorTime.seconds(server.pid());
        Duration time = Duration.ofSeconds(seconds);
        Measurement measurement = Load.result(
                plan.ratePerSecond() == 0 ? load.saturate(time) : load.steady(plan.ratePerSecond(), time), time);
        Turn turn = new Turn(measurement, (ProcessorTime.seconds(server.pid()) - before) / measurement.seconds());
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %.0f/s, p50 %.2f ms, p99 %.2f ms, %.2f cores, %d not 2xx",
                name,
                measurement.perSecond(),
                measurement.p50Millis(),
                measurement.p99Millis(),
                turn.cores(),
                measurement.others()));
        return turn;
    }
}
