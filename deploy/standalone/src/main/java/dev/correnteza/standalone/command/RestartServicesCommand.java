package dev.correnteza.standalone.command;

import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;

/** Starts the services again, beside a broker and a database that go on. */
@Command(
        name = "restart-services",
        description = "Stop the services in order and start them again; broker, database and registry go on.")
final class RestartServicesCommand extends BaseCommand {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    RestartServicesCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, InterruptedException {
        StackState before = running();
        long from = System.nanoTime();
        ProcessHandle.of(before.servicesPid()).ifPresent(ProcessHandle::destroy); // the stack starts them again
        progress("restarting the services");
        StackState now = running();
        while (now.servicesPid() == before.servicesPid() || !now.servicesReady()) {
            if (System.nanoTime() - from > TIMEOUT.toNanos()) {
                throw new CommandFailure("services are not back within " + TIMEOUT.toSeconds()
                        + " s (expected: ready; see " + directory() + "/logs/services.log)");
            }
            Thread.sleep(POLL_INTERVAL);
            now = running();
        }
        long durationMs = (System.nanoTime() - from) / 1_000_000;
        if (output().isJson()) {
            output().json(Map.of("durationMs", durationMs, "pid", now.servicesPid()));
        } else {
            output().line("services are back after %.1f s".formatted(durationMs / 1000.0));
        }
        return DONE;
    }
}
