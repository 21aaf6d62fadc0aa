package dev.correnteza.bench.command;

import dev.correnteza.bench.processoroutages.ProcessorOutagePlan;
import dev.correnteza.bench.processoroutages.ProcessorOutageResult;
import dev.correnteza.bench.processoroutages.ProcessorOutageResult.Trouble;
import dev.correnteza.bench.processoroutages.ProcessorOutageRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "processor-outages",
        description =
                "Cuts, cancels, deadlocks, stops and freezes PostgreSQL under load, looks whether processor-service"
                        + " gives all connections back, and compares its tables and what it published with a model.")
final class ProcessorOutagesCommand extends BaseCommand {
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_TIMES = 1_000;
    private static final int MAX_RATE = 5_000;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long the database is away, each time (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--times",
            defaultValue = "30",
            description = "How often all sessions are cut, statements canceled, deadlocks provoked (${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--rate", defaultValue = "60", description = "Events per second (${DEFAULT-VALUE}).")
    private int rate;

    @Mixin
    private ConsumersOption consumersOption = new ConsumersOption();

    ProcessorOutagesCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--seconds", seconds, 1, MAX_SECONDS);
        requireWithin("--times", times, 1, MAX_TIMES);
        requireWithin("--rate", rate, 1, MAX_RATE);
        int consumers = consumersOption.consumers();
        requireWithin(ConsumersOption.NAME, consumers, 1, ConsumersOption.MOST);
        ProcessorOutagePlan plan =
                new ProcessorOutagePlan(seconds, times, rate, consumers, seed(), directory(), keep());
        ProcessorOutageResult result = new ProcessorOutageRun(plan, this::progress).run();
        List<String> lines = new ArrayList<>();
        result.troubles().forEach(trouble -> lines.add(line(trouble)));
        lines.add("ended by itself " + result.unexpectedEnds());
        lines.addAll(ResultLines.books(result.books(), result.seconds()));
        lines.add(ResultLines.verdict(result.held()));
        print(result, lines.toArray(String[]::new));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private static String line(Trouble trouble) {
        return String.format(
                Locale.ROOT,
                "%s: %d (at least %d) in %.1f s; caught up after %.1f s; then %s",
                trouble.name(),
                trouble.hits(),
                trouble.wanted(),
                trouble.seconds(),
                trouble.catchUpSeconds(),
                trouble.after());
    }
}
