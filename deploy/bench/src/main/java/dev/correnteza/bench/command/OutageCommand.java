package dev.correnteza.bench.command;

import dev.correnteza.bench.outage.OutagePlan;
import dev.correnteza.bench.outage.OutageResult;
import dev.correnteza.bench.outage.OutageRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "outage",
        description = "Takes the broker away under load: every webhook must be answered 2xx, memory must stay within a"
                + " tenth, and everything must be in the topics afterwards. Linux only.")
final class OutageCommand extends BaseCommand {
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_RATE = 5_000;
    private static final int MIN_HEAP = 128;
    private static final int MAX_HEAP = 8_192;

    @Option(names = "--seconds", defaultValue = "300", description = "That the broker is away (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--rate", defaultValue = "1000", description = "Webhooks per second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--warm-up",
            defaultValue = "90",
            description = "Seconds of the same load before (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--heap",
            defaultValue = "256",
            description = "MiB that ingest-service may have (${DEFAULT-VALUE}).")
    private int heap;

    OutageCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--seconds", seconds, 1, MAX_SECONDS);
        requireWithin("--rate", rate, 1, MAX_RATE);
        requireWithin("--warm-up", warmUp, 1, MAX_SECONDS);
        requireWithin("--heap", heap, MIN_HEAP, MAX_HEAP);
        OutagePlan plan = new OutagePlan(seconds, rate, warmUp, seed(), heap, directory(), keep());
        OutageResult result = new OutageRun(plan, clock(), this::progress).run();
        print(
                result,
                String.format(
                        Locale.ROOT,
                        "broker away for %d s at %.0f webhooks/s",
                        result.outageSeconds(),
                        result.ratePerSecond()),
                "before, " + ResultLines.counts(result.warmUpCounts()),
                "in the outage, " + ResultLines.counts(result.outageCounts()),
                "in the outage and after, " + ResultLines.counts(result.counts()),
                memory(result.memory()),
                String.format(
                        Locale.ROOT,
                        "spool: %d records at the broker's return, empty %.1f s later",
                        result.spooledAtReturn(),
                        result.drainSeconds()),
                ResultLines.findings(result.findings()),
                ResultLines.order(result.findings()),
                ResultLines.verdict(result.held()));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private static String memory(OutageResult.Memory memory) {
        return "resident: before " + share(memory.before(), memory) + ", outage median "
                + share(memory.outageMedian(), memory) + ", outage max " + share(memory.outageMax(), memory)
                + ", drain max " + share(memory.drainMax(), memory) + ", after " + share(memory.after(), memory);
    }

    private static String share(long bytes, OutageResult.Memory memory) {
        return String.format(Locale.ROOT, "%d MiB (%.2f)", bytes >> 20, (double) bytes / memory.before());
    }
}
