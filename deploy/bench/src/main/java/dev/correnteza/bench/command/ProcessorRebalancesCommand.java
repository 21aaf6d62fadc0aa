package dev.correnteza.bench.command;

import dev.correnteza.bench.processorrebalances.RebalancePlan;
import dev.correnteza.bench.processorrebalances.RebalanceResult;
import dev.correnteza.bench.processorrebalances.RebalanceRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "processor-rebalances",
        description = "Three instances of processor-service leave and join under load, in order and killed in turn."
                + " Measures how long partitions wait, and compares the tables and what was published with a model.")
final class ProcessorRebalancesCommand extends BaseCommand {
    private static final int MAX_TIMES = 10_000;
    private static final int MAX_RATE = 5_000;

    @Option(
            names = "--times",
            defaultValue = "50",
            description = "How often an instance leaves and joins again (${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--rate", defaultValue = "60", description = "Events per second (${DEFAULT-VALUE}).")
    private int rate;

    ProcessorRebalancesCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--times", times, 1, MAX_TIMES);
        requireWithin("--rate", rate, 1, MAX_RATE);
        RebalancePlan plan = new RebalancePlan(times, rate, seed(), directory(), keep());
        RebalanceResult result = new RebalanceRun(plan, this::progress).run();
        List<String> lines = new ArrayList<>();
        lines.add("left: in order " + result.ended() + ", killed " + result.killed() + "; ended by itself "
                + result.unexpectedEnds());
        lines.add("longest time without progress, by partition: "
                + result.longestIdleSeconds().stream()
                        .map(seconds -> String.format(Locale.ROOT, "%.1f", seconds))
                        .toList()
                + " s (at most " + (int) RebalanceResult.IDLE_LIMIT_SECONDS + ")");
        lines.addAll(ResultLines.books(result.books(), result.seconds()));
        lines.add(ResultLines.verdict(result.held()));
        print(result, lines.toArray(String[]::new));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }
}
