package dev.correnteza.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on 127.0.0.1 with a database {@code correnteza}, run as processes beside this JVM.
 *
 * <p>A commit that was answered is on disk (fsync), whatever then falls. Passwords are random, made at the first start
 * and kept beside the data in files that only their owner can read; without one nobody gets in.
 *
 * <p>Whoever starts it closes it. When this JVM is killed, the server runs on until the next start on its directory
 * stops it; it is never stopped while the JVM that started it lives.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final String NAME = "correnteza";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60); // a crash may have left much to recover

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", Loopback.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"), // the library turns it off
            Map.entry("synchronous_commit", "on"), // this too
            Map.entry("full_page_writes", "on"),
            Map.entry("timezone", "UTC"),
            // Passwords are random, 192 bits: rounds of hashing add nothing but time at each connection.
            Map.entry("scram_iterations", "1"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("io_method", "sync"),
            Map.entry("jit", "off"),
            Map.entry("autovacuum_max_workers", "2"),
            // Errors name what failed, never the values: rows hold personal data.
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_checkpoints", "off"));

    private final DataDirectory directory;
    private final EmbeddedPostgres server;
    private final Database database;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresServer(DataDirectory directory, EmbeddedPostgres server, Database database) {
        this.directory = directory;
        this.server = server;
        this.database = database;
    }

    /**
     * Starts a server and returns when it takes connections; on an empty directory it makes a new cluster first.
     *
     * @param dataDirectory holds the cluster, its passwords and its log, and outlives the server; one server at a time
     * @param port on 127.0.0.1, or 0 for one that is free
     * @throws IllegalStateException when the directory is in use, or a cluster cannot be made in it
     * @throws UncheckedIOException when the directory cannot be written or the server does not start within a minute;
     *     its {@code postgres.log} says why
     */
    public static PostgresServer start(Path dataDirectory, int port) {
        return start(dataDirectory, port, Map.of());
    }

    /**
     * The same, with other settings of the server.
     *
     * @param more names and values as in {@code postgresql.conf}; they stand before those that this class gives
     */
    public static PostgresServer start(Path dataDirectory, int port, Map<String, String> more) {
        long startedAt = System.nanoTime();
        int chosenPort = Loopback.portOrFree(port);
        try {
            PostgresServer server = start(DataDirectory.lock(dataDirectory), chosenPort, more);
            log.atInfo()
                    .addKeyValue("port", chosenPort)
                    .addKeyValue("durationMs", (System.nanoTime() - startedAt) / 1_000_000)
                    .log("database server started");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer start(DataDirectory directory, int port, Map<String, String> more)
            throws IOException {
        boolean started = false;
        try {
            Path cluster = directory.resolve("cluster");
            Path complete = directory.resolve("complete");
            Postmaster.stopOrphan(cluster);
            if (!Files.exists(complete)) {
                DataDirectory.delete(cluster); // the first start never ended: nothing was ever stored
            }
            Path superuserPassword = passwordFile(directory, "superuser-password");
            String password = Files.readString(passwordFile(directory, "password"));
            EmbeddedPostgres server = launch(directory, cluster, superuserPassword, port, more);
            if (!Files.exists(complete)) {
                createRoleAndDatabase(server, password);
                Files.createFile(complete);
            }
            started = true;
            return new PostgresServer(directory, server, new Database(Loopback.HOST, port, NAME, NAME, password));
        } finally {
            if (!started) {
                directory.close();
            }
        }
    }

    private static EmbeddedPostgres launch(
            DataDirectory directory, Path cluster, Path superuserPassword, int port, Map<String, String> more)
            throws IOException {
        File serverLog = directory.resolve("postgres.log").toFile();
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_TIMEOUT)
                .setOutputRedirector(Redirect.appendTo(serverLog))
                .setErrorRedirector(Redirect.appendTo(serverLog))
                .setConnectConfig("password", Files.readString(superuserPassword))
                // Options of initdb. They follow the library's "trust", and the last one counts.
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", superuserPassword.toString())
                .setLocaleConfig("set", "scram_iterations=1")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        SETTINGS.forEach(builder::setServerConfig);
        more.forEach(builder::setServerConfig);
        try (var binaries = PostgresBinaries.lock()) {
            return builder.setOverrideWorkingDirectory(binaries.directory().toFile())
                    .start();
        } catch (ExceptionInInitializerError e) { // what the library throws when it cannot unpack them
            throw new IOException("binaries of PostgreSQL cannot be unpacked", e);
        }
    }

    private static Path passwordFile(DataDirectory directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            DataDirectory.writeSecret(file, HexFormat.of().formatHex(random));
        }
        return file;
    }

    private static void createRoleAndDatabase(EmbeddedPostgres server, String password) throws IOException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE ROLE " + NAME + " LOGIN CREATEDB CREATEROLE PASSWORD '" + password + "'"); // hexadecimal
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
        } catch (SQLException e) {
            server.close();
            throw new IOException(e);
        }
    }

    public int port() {
        return database.port();
    }

    /** Owner of the database; not a superuser, may create databases and roles. */
    public String username() {
        return database.username();
    }

    public String password() {
        return database.password();
    }

    public String database() {
        return database.name();
    }

    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    public String r2dbcUrl() {
        return database.r2dbcUrl();
    }

    /** All of the above in one value. */
    Database asDatabase() {
        return database;
    }

    /** Ends all connections and returns when the server has stopped. Again has no effect. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            Optional<ProcessHandle> postmaster = Postmaster.namedIn(directory.resolve("cluster"));
            server.close();
            postmaster.ifPresent(Postmaster::awaitEnd); // the library gives up after five seconds
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            directory.close();
        }
    }
}
