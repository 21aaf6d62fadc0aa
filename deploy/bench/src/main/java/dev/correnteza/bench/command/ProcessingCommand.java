package dev.correnteza.bench.command;

import dev.correnteza.bench.processing.LatencyResult;
import dev.correnteza.bench.processing.LatencyRun;
import dev.correnteza.bench.processing.ProcessingPlan;
import dev.correnteza.bench.processing.ProcessingResult;
import dev.correnteza.bench.processing.ProcessingRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "processing",
        description = "Lets processor-service and, in turn, a program that does the least that any design must do apply"
                + " events that are in the topic already. Ours must apply 0.4 of what that one does. Linux only.")
final class ProcessingCommand extends BaseCommand {
    private static final int MAX_EVENTS = 10_000_000;
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_SECONDS = 3_600;
    private static final int MIN_HEAP = 128;
    private static final int MAX_HEAP = 8_192;

    @Option(names = "--events", defaultValue = "60000", description = "Of each turn (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--warm-up", defaultValue = "200000", description = "Events before, for each (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns of each (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--lanes",
            defaultValue = "1",
            description = "2 for both lanes at once, compared with one too (${DEFAULT-VALUE}).")
    private int lanes;

    @Mixin
    private ConsumersOption consumersOption = new ConsumersOption();

    @Option(
            names = "--payments",
            defaultValue = "0",
            description = "Payments that fill the tables of another service first, compared with empty ones"
                    + " (${DEFAULT-VALUE}: no such comparison).")
    private int payments;

    @Option(
            names = "--latency",
            description = "Instead: how long it takes from the broker's acknowledgement to the commit.")
    private boolean latency;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "Events per second with --latency (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "For which, with --latency (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--heap", defaultValue = "512", description = "MiB of each process (${DEFAULT-VALUE}).")
    private int heap;

    ProcessingCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--events", events, 1, MAX_EVENTS);
        requireWithin("--warm-up", warmUp, 1, MAX_EVENTS);
        requireWithin("--rounds", rounds, 1, MAX_ROUNDS);
        requireWithin("--lanes", lanes, 1, 2);
        int consumers = consumersOption.consumers();
        requireWithin(ConsumersOption.NAME, consumers, 1, ConsumersOption.MOST);
        requireWithin("--payments", payments, 0, MAX_EVENTS);
        requireWithin("--rate", rate, 1, MAX_RATE);
        requireWithin("--seconds", seconds, 1, MAX_SECONDS);
        requireWithin("--heap", heap, MIN_HEAP, MAX_HEAP);
        ProcessingPlan plan = new ProcessingPlan(
                events, warmUp, rounds, lanes, consumers, payments, heap, seed(), directory(), keep());
        return latency ? latency(plan) : throughput(plan);
    }

    private int throughput(ProcessingPlan plan) throws Exception {
        ProcessingResult result = new ProcessingRun(plan, this::progress).run();
        List<String> lines = new ArrayList<>();
        lines.add(events + " events, " + (lanes == 1 ? "one lane" : "two lanes") + "; medians of " + rounds + " turns");
        lines.add(contender("floor  ", result.floor()));
        lines.add(contender("service", result.service()));
        result.oneLane().ifPresent(one -> lines.add(contender("service, one lane", one)));
        result.filled().ifPresent(full -> lines.add(contender("service over " + payments + " payments", full)));
        lines.add(ratio("service through floor: applied", result.ratio()) + ", "
                + ratio("until published", result.publishedRatio()));
        result.laneRatio().ifPresent(ratio -> lines.add(ratio("two lanes through one:", ratio)));
        result.filledRatio().ifPresent(ratio -> lines.add(ratio("filled through empty:", ratio)));
        lines.add(ResultLines.verdict(result.held()));
        print(result, lines.toArray(String[]::new));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private int latency(ProcessingPlan plan) throws Exception {
        LatencyResult result = new LatencyRun(plan, rate, seconds, this::progress).run();
        print(
                result,
                String.format(
                        Locale.ROOT,
                        "from acknowledged to committed, %d events at %.0f/s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms;"
                                + " %.2f cores",
                        result.events(),
                        result.perSecond(),
                        result.p50Millis(),
                        result.p99Millis(),
                        result.maxMillis(),
                        result.cores()),
                ResultLines.verdict(result.held()));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private static String contender(String name, ProcessingResult.Contender contender) {
        return String.format(
                Locale.ROOT,
                "%s %.0f events/s applied, %.0f/s until published; processor time of an event: %.0f us, of the database"
                        + " %.0f us",
                name,
                contender.appliedPerSecond(),
                contender.publishedPerSecond(),
                contender.micros(),
                contender.databaseMicros());
    }

    private static String ratio(String name, double ratio) {
        return String.format(Locale.ROOT, "%s %.2f", name, ratio);
    }
}
