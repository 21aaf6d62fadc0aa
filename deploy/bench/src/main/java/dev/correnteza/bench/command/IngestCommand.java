package dev.correnteza.bench.command;

import dev.correnteza.bench.ingest.IngestPlan;
import dev.correnteza.bench.ingest.IngestResult;
import dev.correnteza.bench.ingest.IngestRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description = "Posts webhooks to ingest-service and, in turn, to a server that does the least that any design"
                + " must do. At saturation, ours must take at least half as many. Linux only.")
final class IngestCommand extends BaseCommand {
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_SECONDS = 120;
    private static final int MAX_ROUNDS = 100;
    private static final int MIN_HEAP = 128;
    private static final int MAX_HEAP = 8_192;

    @Option(names = "--connections", defaultValue = "256", description = "To each server (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Webhooks per second; 0 for as many as are answered (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each turn (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds of each server before (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns of each server (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--stripe", description = "Stripe's webhooks, whose body is signed, instead of Hotmart's.")
    private boolean stripe;

    @Option(names = "--heap", defaultValue = "512", description = "MiB of each server (${DEFAULT-VALUE}).")
    private int heap;

    IngestCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--connections", connections, 1, MAX_CONNECTIONS);
        requireWithin("--rate", rate, 0, MAX_RATE);
        requireWithin("--seconds", seconds, 1, MAX_SECONDS);
        requireWithin("--warm-up", warmUp, 1, MAX_SECONDS);
        requireWithin("--rounds", rounds, 1, MAX_ROUNDS);
        requireWithin("--heap", heap, MIN_HEAP, MAX_HEAP);
        IngestPlan plan = new IngestPlan(connections, rate, seconds, warmUp, rounds, stripe, heap, directory(), keep());
        IngestResult result = new IngestRun(plan, clock(), this::progress).run();
        print(
                result,
                "requests of " + result.requestBytes() + " bytes; medians of " + rounds + " turns",
                server("floor  ", result.floor()),
                server("service", result.service()),
                String.format(
                        Locale.ROOT,
                        "service through floor: throughput %.2f, p99 %.2f, answers per core %.2f",
                        result.throughputRatio(),
                        result.p99Ratio(),
                        result.perCoreRatio()),
                ResultLines.verdict(result.held()));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private static String server(String name, IngestResult.Server server) {
        return String.format(
                Locale.ROOT,
                "%s %.0f/s, p50 %.2f ms, p99 %.2f ms, %.2f cores",
                name,
                server.perSecond(),
                server.p50Millis(),
                server.p99Millis(),
                server.cores());
    }
}
