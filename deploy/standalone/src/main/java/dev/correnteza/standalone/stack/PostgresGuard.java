package dev.correnteza.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A shell that waits for the end of this process and then stops PostgreSQL, which would otherwise outlive a kill. It sees the
 * end by its standard input, which ends with us, on every system.
 */
final class PostgresGuard implements AutoCloseable {
    /** The file still names the process: else PostgreSQL was stopped, and its number may be another's by now. SIGINT is "fast". */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat > /dev/null
            if [ "$(head -n 1 "$2" 2> /dev/null)" = "$1" ]; then kill -INT "$1"; fi
            """;

    private final Process shell;

    private PostgresGuard(Process shell) {
        this.shell = shell;
    }

    /** @param cluster the data directory of a server that runs */
    static PostgresGuard start(Path cluster) throws IOException {
        Path pidFile = pidFile(cluster);
        String pid = Long.toString(pid(cluster));
        return new PostgresGuard(new ProcessBuilder("/bin/sh", "-c", SCRIPT, "postgres-guard", pid, pidFile.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Of the server that runs on this cluster. */
    static long pid(Path cluster) throws IOException {
        try (var lines = Files.lines(pidFile(cluster))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Once PostgreSQL has been stopped: there is nothing left to guard. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
