package dev.correnteza.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server that is started, killed and started again on the same port and data. For one thread. */
public abstract sealed class KillableProcess permits BrokerProcess, FloorProcess, IngestProcess, ProcessorProcess {
    private static final long LOOK_EVERY_MS = 20;

    private volatile @Nullable ChildJvm jvm;
    private int unexpectedEnds;

    private final Path cache;
    private boolean isRecording;

    /** @param cache what the JVM keeps of a start to make the next ones quick, once there is one */
    KillableProcess(Path cache) {
        this.cache = cache;
    }

    abstract ChildJvm spawn(List<String> cacheOptions) throws IOException;

    /** Whether it takes requests. */
    public abstract boolean isUp();

    /** For people. */
    public abstract String name();

    /** Returns at once. */
    public final void start() {
        try {
            jvm = spawn(cacheOptions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> cacheOptions() {
        if (isRecording) {
            return List.of("-XX:AOTCacheOutput=" + cache);
        }
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /** From its next start to {@link #endRecording}, the JVM notes what later starts need. */
    final void record() {
        isRecording = true;
    }

    /** Ends the process in order. */
    final void endRecording() throws InterruptedException {
        isRecording = false;
        end();
    }

    /** Lets it end in order, and returns once it is gone. Nothing where it does not run. */
    public final void end() throws InterruptedException {
        ChildJvm running = jvm;
        if (running != null) {
            if (!running.isAlive()) {
                unexpectedEnds++;
            }
            running.end(Patience.START);
        }
        jvm = null;
    }

    /** {@code kill -9}; returns once it is gone. Nothing where it does not run. */
    public final void kill() {
        ChildJvm running = jvm;
        if (running != null) {
            if (!running.isAlive()) {
                unexpectedEnds++;
            }
            running.kill();
        }
        jvm = null;
    }

    /**
     * Waits until it takes requests; starts it again if it ended by itself.
     *
     * @return whether it does, within the patience
     */
    public final boolean awaitUp(Duration patience) throws InterruptedException {
        return await(patience, () -> {
            if (!isAlive()) {
                unexpectedEnds++;
                start();
            }
            return isUp();
        });
    }

    /** Looks again and again. */
    public static boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return true;
    }

    public final boolean isAlive() {
        ChildJvm running = jvm;
        return running != null && running.isAlive();
    }

    /** How often it ended without being killed by us. */
    public final int unexpectedEnds() {
        return unexpectedEnds;
    }

    /** @throws IllegalStateException when it does not come up, with the name */
    public final void requireUp() throws InterruptedException {
        if (!awaitUp(Patience.START)) {
            throw new IllegalStateException(
                    name() + ": does not start (expected: within " + Patience.START.toSeconds() + " s)");
        }
    }

    /** @throws IllegalStateException when it does not run */
    public final long pid() {
        ChildJvm running = jvm;
        if (running == null) {
            throw new IllegalStateException(name() + ": not running (expected: running)");
        }
        return running.pid();
    }
}
