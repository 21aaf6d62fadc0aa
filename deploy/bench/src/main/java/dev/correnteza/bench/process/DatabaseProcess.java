package dev.correnteza.bench.process;

import dev.correnteza.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A PostgreSQL that forces what it commits to disk, and goes and comes back on the same port and data. For one thread. */
public final class DatabaseProcess implements AutoCloseable {
    /** Room for its pages: else what is measured is how they come from the disk's cache and go again. */
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "2GB");

    /** Of 16 MB. */
    private static final int WAL_FILES = 48;

    private final Path directory;
    private volatile PostgresServer server;

    private DatabaseProcess(Path directory, PostgresServer server) {
        this.directory = directory;
        this.server = server;
    }

    static DatabaseProcess start(Path directory) {
        return new DatabaseProcess(directory, PostgresServer.start(directory, 0, SETTINGS));
    }

    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    String r2dbcUrl() {
        return server.r2dbcUrl();
    }

    public String username() {
        return server.username();
    }

    public String password() {
        return server.password();
    }

    /** As the owner of the books. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), username(), password());
    }

    /** As the one who may set anything. */
    public Connection connectAsSuperuser() throws SQLException, IOException {
        return DriverManager.getConnection(
                jdbcUrl(), "postgres", Files.readString(directory.resolve("superuser-password")));
    }

    /**
     * Makes WAL files for some minutes under load. A database that has been at work for a while writes over those it has; a new one
     * makes them one by one, and all commits wait for each, for up to a tenth of a second.
     */
    public void makeWalFiles() throws SQLException, IOException {
        try (Connection connection = connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            for (int file = 0; file < WAL_FILES; file++) {
                statement.execute("SELECT pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()");
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** As operators stop it: transactions are broken off, and clients are told. */
    public void stop() {
        server.close();
    }

    /** As power cuts and {@code pg_ctl stop -m immediate} do: nothing is written any more, and the next start recovers. */
    public void crash() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        signal("QUIT", postmaster);
        KillableProcess.await(Patience.START, () -> !postmaster.isAlive());
        server.close();
    }

    /** It keeps its connections and answers nobody. */
    public void freeze() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        signal("STOP", postmaster); // first: it starts no others any more
        for (ProcessHandle other : postmaster.descendants().toList()) {
            signal("STOP", other);
        }
    }

    /** It goes on where it was. */
    public void thaw() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        for (ProcessHandle other : postmaster.descendants().toList()) {
            signal("CONT", other);
        }
        signal("CONT", postmaster);
    }

    /** Returns when it takes connections. */
    public void startAgain() {
        server = PostgresServer.start(directory, server.port(), SETTINGS);
    }

    /** Of the process that all others of the server come from. */
    long pid() throws IOException {
        Path pidFile = directory.resolve("cluster").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(pid()).orElseThrow();
    }

    // One that is gone by now needs none.
    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        server.close();
    }
}
