package dev.correnteza.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.standalone.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stack that was started on new data, as a person does, and is up. */
final class RunningStack implements AutoCloseable {
    /** Of a machine that does other things too; what a start takes is measured elsewhere. */
    static final Duration READY_WITHIN = Duration.ofMinutes(3);

    static final Duration SOON = Duration.ofMinutes(1);

    private final Program program;
    private Process up;

    private RunningStack(Program program, Process up) {
        this.program = program;
        this.up = up;
    }

    /** @param directory of the stack's data and all that is printed */
    static RunningStack start(Path directory) throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Program program = new Program(directory.resolve("data"), scratch, Program.freePorts());
        RunningStack stack = new RunningStack(program, program.up());
        boolean ready = false;
        try {
            stack.awaitReady();
            ready = true;
            return stack;
        } finally {
            if (!ready) {
                stack.up.destroyForcibly();
            }
        }
    }

    Program program() {
        return program;
    }

    /** The process that {@code up} is. */
    Process up() {
        return up;
    }

    /** Starts it again on its data, after it has ended. */
    void startAgain() throws IOException {
        up = program.up();
        awaitReady();
    }

    private void awaitReady() {
        await().atMost(READY_WITHIN).untilAsserted(() -> {
            assertThat(up.isAlive()).as("up: " + program.upErrors()).isTrue();
            assertThat(Files.readString(program.upOutput()))
                    .startsWith("READY ")
                    .contains("ingest http://127.0.0.1:");
        });
    }

    /** What {@code explain} names, in order. */
    static List<String> hops(Result explained) {
        assertThat(explained.code()).as(explained.err()).isZero();
        return explained
                .json()
                .path("hops")
                .valueStream()
                .map(hop -> hop.path("hop").asString())
                .toList();
    }

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(2, TimeUnit.MINUTES)) {
                up.destroyForcibly();
            }
        } catch (InterruptedException e) {
            up.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        await().atMost(SOON).until(() -> program.processes().isEmpty());
    }
}
