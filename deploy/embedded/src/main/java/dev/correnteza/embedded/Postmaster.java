package dev.correnteza.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that PostgreSQL leaves its number of in a cluster, which may be gone, or be another process by now. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Postmaster() {}

    /** Stops the postmaster that was left running on a cluster when its parent died. The caller has locked the cluster. */
    static void stopOrphan(Path cluster) throws IOException {
        Optional<ProcessHandle> named = namedIn(cluster);
        if (named.isEmpty()) {
            return; // a stale file; PostgreSQL replaces it
        }
        ProcessHandle process = named.get();
        if (!servesCluster(process, cluster)) {
            Files.deleteIfExists(pidFile(cluster)); // else PostgreSQL takes the stranger for a running postmaster
            return;
        }
        log.atWarn().addKeyValue("pid", process.pid()).log("postmaster was orphaned, stopping it");
        pgCtlStop(process, cluster);
        awaitEnd(process);
    }

    /** The live process that the cluster names, if any. */
    static Optional<ProcessHandle> namedIn(Path cluster) throws IOException {
        Path pidFile = pidFile(cluster);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
    }

    /** Waits for the end of a process that was told to stop, and kills it when it does not obey within a minute. */
    static void awaitEnd(ProcessHandle process) {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            while (process.isAlive()) { // onExit() looks only every few hundred milliseconds at what is not a child
                if (System.nanoTime() > deadline) {
                    log.atWarn().addKeyValue("pid", process.pid()).log("postmaster does not stop, killing it");
                    process.destroyForcibly();
                    return;
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static boolean servesCluster(ProcessHandle process, Path cluster) {
        boolean isPostgres = process.info()
                .command()
                .map(command -> executable(command).startsWith("postgres"))
                .orElse(false);
        boolean isOfCluster = process.info()
                .arguments() // not told on Windows
                .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                .orElse(true);
        return isPostgres && isOfCluster;
    }

    private static String executable(String command) {
        return String.valueOf(Path.of(command).getFileName());
    }

    private static void pgCtlStop(ProcessHandle process, Path cluster) throws IOException {
        Path postgres = Path.of(process.info().command().orElseThrow());
        String pgCtl = executable(postgres.toString()).replace("postgres", "pg_ctl");
        var command = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.addAll(List.of(postgres.resolveSibling(pgCtl).toString(), "stop", "-D", cluster.toString()));
        command.addAll(List.of("-m", "fast", "-W", "-s"));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
