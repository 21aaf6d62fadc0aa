package dev.correnteza.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry (Apicurio) on 127.0.0.1 in a JVM of its own, with Confluent's API at {@code /apis/ccompat/v7}.
 *
 * <p>What it answered is in its data directory (an H2 file) and survives a kill of it; H2 does not promise that for a
 * fall of the whole machine.
 *
 * <p>The child ends with this JVM, also when this one is killed: its standard input ends then, and it watches that.
 */
public final class RegistryServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryServer.class);
    private static final String READY_PATH = "/apis/ccompat/v7/subjects";
    private static final String PID_FILE = "registry.pid";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PREPARE_TIMEOUT = Duration.ofMinutes(3);

    private final DataDirectory directory;
    private final Process process;
    private final int port;
    private final long startedAt;
    private final Thread shutdownHook;

    private RegistryServer(DataDirectory directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
        this.startedAt = System.nanoTime();
        this.shutdownHook = new Thread(this::stop, "registry-shutdown");
    }

    /**
     * Spawns a registry and returns at once; {@link #awaitReady} tells when it answers.
     *
     * @param distribution where the archive was unpacked; a small jar is written into it
     * @param dataDirectory holds the schemas and the log, and outlives the registry; one registry at a time
     * @param port on 127.0.0.1, or 0 for one that is free
     * @throws IllegalStateException when the directory is in use
     * @throws UncheckedIOException when the distribution is not there, or the directory cannot be written
     */
    public static RegistryServer start(Path distribution, Path dataDirectory, int port) {
        try {
            RegistryDistribution files = RegistryDistribution.in(distribution);
            Path cache = files.aheadOfTimeCache();
            List<String> options = Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
            return spawn(files, dataDirectory, Loopback.portOrFree(port), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the ahead-of-time cache that halves the time of a start, beside the distribution. Takes 10 to 20 seconds and
     * 105 MB, once for a distribution and a JDK; without it a registry only starts slower.
     *
     * @throws IllegalStateException when the registry that is started for it does not come up
     * @throws UncheckedIOException when the distribution is not there or cannot be written
     */
    public static void prepare(Path distribution) {
        try {
            RegistryDistribution files = RegistryDistribution.in(distribution);
            Path cache = files.aheadOfTimeCache();
            if (Files.exists(cache)) {
                return;
            }
            files.deleteOtherCaches();
            Path scratch = Files.createTempDirectory("registry-prepare");
            Path unfinished = cache.resolveSibling(cache.getFileName() + "." + scratch.getFileName());
            try {
                RegistryServer server =
                        spawn(files, scratch, Loopback.portOrFree(0), List.of("-XX:AOTCacheOutput=" + unfinished));
                server.awaitReady(PREPARE_TIMEOUT);
                server.closeWithin(PREPARE_TIMEOUT); // it is at its end that it writes
                Files.move(unfinished, cache);
            } finally {
                DataDirectory.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegistryServer spawn(
            RegistryDistribution files, Path dataDirectory, int port, List<String> cacheOptions) throws IOException {
        DataDirectory directory = DataDirectory.lock(dataDirectory);
        try {
            awaitPredecessor(directory);
            Path scratch = directory.resolve("tmp");
            DataDirectory.delete(scratch);
            Files.createDirectories(scratch);
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(cacheOptions);
            command.addAll(options(directory.resolve("registry"), scratch, port));
            command.addAll(List.of("-cp", files.classPath(), RegistryMain.class.getName()));
            var builder = new ProcessBuilder(command)
                    .directory(directory.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Redirect.to(directory.resolve("registry.log").toFile()));
            builder.environment().put("QUARKUS_LOG_CATEGORY__IO_APICURIO__LEVEL", "WARN");
            builder.environment().put("MALLOC_ARENA_MAX", "2"); // glibc's arenas are memory that Java never sees
            var server = new RegistryServer(directory, builder.start(), port);
            Files.writeString(directory.resolve(PID_FILE), Long.toString(server.pid()));
            Runtime.getRuntime().addShutdownHook(server.shutdownHook);
            return server;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** A child of a killed parent needs a moment to notice and to let go of the database. */
    private static void awaitPredecessor(DataDirectory directory) throws IOException {
        Path pidFile = directory.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        Files.delete(pidFile);
        if (pid.matches("[0-9]{1,18}")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> isRegistry(process, directory))
                    .ifPresent(process -> endWithin(STOP_TIMEOUT, process));
        }
    }

    private static boolean isRegistry(ProcessHandle process, DataDirectory directory) {
        return process.info()
                .arguments()
                .map(arguments -> Arrays.stream(arguments)
                        .anyMatch(it -> it.contains(directory.path().toString())))
                .orElse(false);
    }

    private static List<String> options(Path database, Path scratch, int port) {
        return List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-Dquarkus.banner.enabled=false",
                "-Dquarkus.http.host=" + Loopback.HOST,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.management.host=" + Loopback.HOST, // health and metrics, on all addresses if not said
                "-Dquarkus.management.port=0",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                // Commits are written at once; half a second later if not said.
                "-Dapicurio.datasource.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=8",
                "-Dapicurio.storage.snapshot.location=" + scratch,
                "-Dapicurio.import.work-dir=" + scratch);
    }

    /**
     * Blocks until the registry answers.
     *
     * @throws IllegalStateException when it ends before, or does not answer in time; its {@code registry.log} says why
     */
    public void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client)) {
                if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw notReady("exit code " + process.exitValue());
                }
                if (System.nanoTime() > deadline) {
                    throw notReady("no answer within " + timeout);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReady("interrupted");
        }
        log.atInfo()
                .addKeyValue("port", port)
                .addKeyValue("durationMs", (System.nanoTime() - startedAt) / 1_000_000)
                .log("schema registry started");
    }

    private boolean answers(HttpClient client) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + READY_PATH))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private IllegalStateException notReady(String what) {
        return new IllegalStateException("registry: " + what + " (expected: an answer at " + url() + "; see "
                + directory.path() + "/registry.log)");
    }

    /** Without a slash at its end, such as {@code http://127.0.0.1:8085}. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Of the child. */
    public long pid() {
        return process.pid();
    }

    /** Stops the child, by force if it does not within ten seconds, and returns when it has ended. Again has no effect. */
    @Override
    public void close() {
        closeWithin(STOP_TIMEOUT);
    }

    private void closeWithin(Duration timeout) {
        stopWithin(timeout);
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook finds the child ended.
        }
        directory.close();
    }

    private void stop() {
        stopWithin(STOP_TIMEOUT);
    }

    private void stopWithin(Duration timeout) {
        process.destroy();
        endWithin(timeout, process.toHandle());
    }

    private static void endWithin(Duration timeout, ProcessHandle process) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
