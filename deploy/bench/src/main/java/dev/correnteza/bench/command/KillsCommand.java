package dev.correnteza.bench.command;

import dev.correnteza.bench.kills.KillPlan;
import dev.correnteza.bench.kills.KillResult;
import dev.correnteza.bench.kills.KillRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "kills",
        description = "Kills broker and ingest-service alternately under load (kill -9) and looks for what was"
                + " answered 2xx in the topics.")
final class KillsCommand extends BaseCommand {
    private static final int MAX_KILLS = 10_000;
    private static final int MAX_RATE = 5_000;

    @Option(names = "--kills", defaultValue = "50", description = "Kills of each (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--rate", defaultValue = "200", description = "Webhooks per second (${DEFAULT-VALUE}).")
    private int rate;

    KillsCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--kills", kills, 1, MAX_KILLS);
        requireWithin("--rate", rate, 1, MAX_RATE);
        KillPlan plan = new KillPlan(kills, rate, seed(), directory(), keep());
        KillResult result = new KillRun(plan, clock(), this::progress).run();
        print(
                result,
                "kills: broker " + result.brokerKills() + ", ingest " + result.ingestKills() + "; ended by themselves "
                        + result.unexpectedEnds(),
                String.format(Locale.ROOT, "load: %.0f webhooks/s for %d s", result.ratePerSecond(), result.seconds()),
                ResultLines.counts(result.counts()),
                ResultLines.findings(result.findings()),
                ResultLines.order(result.findings()),
                "spool at the end: " + (result.spoolDrained() ? "empty" : "NOT EMPTY"),
                ResultLines.verdict(result.held()));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }
}
