package dev.correnteza.bench.command;

import dev.correnteza.bench.processorkills.ProcessorKillPlan;
import dev.correnteza.bench.processorkills.ProcessorKillResult;
import dev.correnteza.bench.processorkills.ProcessorKillRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "processor-kills",
        description = "Kills processor-service under load (kill -9), and compares its tables and what it published with"
                + " a model that saw the same events.")
final class ProcessorKillsCommand extends BaseCommand {
    private static final int MAX_KILLS = 10_000;
    private static final int MAX_RATE = 5_000;

    @Option(names = "--kills", defaultValue = "100", description = "How often (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--rate", defaultValue = "60", description = "Events per second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--lanes", defaultValue = "1", description = "1, or 2 for both lanes at once (${DEFAULT-VALUE}).")
    private int lanes;

    @Mixin
    private ConsumersOption consumersOption = new ConsumersOption();

    ProcessorKillsCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--kills", kills, 1, MAX_KILLS);
        requireWithin("--rate", rate, 1, MAX_RATE);
        requireWithin("--lanes", lanes, 1, 2);
        int consumers = consumersOption.consumers();
        requireWithin(ConsumersOption.NAME, consumers, 1, ConsumersOption.MOST);
        ProcessorKillPlan plan = new ProcessorKillPlan(kills, rate, lanes, consumers, seed(), directory(), keep());
        ProcessorKillResult result = new ProcessorKillRun(plan, this::progress).run();
        List<String> lines = new ArrayList<>();
        lines.add("kills: " + result.kills() + ", " + result.inStart() + " of them in a start; ended by itself "
                + result.unexpectedEnds());
        lines.addAll(ResultLines.books(result.books(), result.seconds()));
        lines.add(ResultLines.verdict(result.held()));
        print(result, lines.toArray(String[]::new));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }
}
