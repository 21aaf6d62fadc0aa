package dev.correnteza.standalone.command;

import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops a stack. */
@Command(name = "down", description = "Stop the running stack in order. The data is kept. Done too when none runs.")
final class DownCommand extends BaseCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    DownCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, InterruptedException {
        Optional<ProcessHandle> process = StackState.running(directory()).flatMap(StackState::process);
        if (process.isPresent()) {
            stop(process.get());
        }
        boolean wasRunning = process.isPresent();
        if (output().isJson()) {
            output().json(Map.of("wasRunning", wasRunning));
        } else {
            output().line((wasRunning ? "stopped; the data stays in " : "no stack runs in ") + directory());
        }
        return DONE;
    }

    private void stop(ProcessHandle process) throws CommandFailure, InterruptedException {
        progress("stopping the stack in " + directory());
        process.destroy();
        try {
            process.onExit().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure("process " + process.pid() + " does not stop within " + TIMEOUT.toSeconds()
                    + " s (expected: an end; see " + directory() + "/logs, 'kill -9 " + process.pid()
                    + "' loses nothing that was acknowledged)");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
