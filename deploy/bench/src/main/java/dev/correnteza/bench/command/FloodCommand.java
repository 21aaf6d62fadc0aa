package dev.correnteza.bench.command;

import dev.correnteza.bench.flood.FloodPlan;
import dev.correnteza.bench.flood.FloodResult;
import dev.correnteza.bench.flood.FloodRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "flood",
        description =
                "Posts authentic webhooks at a steady rate, in turn alone and while forged ones come as fast as they"
                        + " are refused: at least nine tenths must be answered as before.")
final class FloodCommand extends BaseCommand {
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_SECONDS = 120;
    private static final int MAX_ROUNDS = 100;
    private static final int HEAP = 512;

    @Option(names = "--rate", defaultValue = "3000", description = "Authentic webhooks per second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--connections", defaultValue = "256", description = "For them (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--flood-connections",
            defaultValue = "256",
            description = "For forged ones, each as fast as it is refused (${DEFAULT-VALUE}).")
    private int floodConnections;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each turn (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "40", description = "Seconds before (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Turns without and with the flood (${DEFAULT-VALUE}).")
    private int rounds;

    FloodCommand(Clock clock, PrintWriter out, PrintWriter err) {
        super(clock, out, err);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--rate", rate, 1, MAX_RATE);
        requireWithin("--connections", connections, 1, MAX_CONNECTIONS);
        requireWithin("--flood-connections", floodConnections, 1, MAX_CONNECTIONS);
        requireWithin("--seconds", seconds, 1, MAX_SECONDS);
        requireWithin("--warm-up", warmUp, 2, MAX_SECONDS);
        requireWithin("--rounds", rounds, 1, MAX_ROUNDS);
        FloodPlan plan =
                new FloodPlan(rate, connections, floodConnections, seconds, warmUp, rounds, HEAP, directory(), keep());
        FloodResult result = new FloodRun(plan, clock(), this::progress).run();
        print(
                result,
                traffic("alone  ", result.alone()),
                traffic("flooded", result.flooded()),
                String.format(
                        Locale.ROOT,
                        "forged ones refused: %.0f/s; authentic ones answered through those without the flood: %.3f",
                        result.forgedPerSecond(),
                        result.throughputRatio()),
                ResultLines.verdict(result.held()));
        return result.held() ? CommandLines.HELD : CommandLines.DID_NOT_HOLD;
    }

    private static String traffic(String name, FloodResult.Traffic traffic) {
        return String.format(
                Locale.ROOT,
                "%s %.0f/s, p50 %.2f ms, p99 %.2f ms",
                name,
                traffic.perSecond(),
                traffic.p50Millis(),
                traffic.p99Millis());
    }
}
