package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start finds: nothing, a cluster that was stopped, and one whose server was killed. */
class PostgresRestartIT {

    @TempDir
    static Path directory;

    @Test
    void keepsRowsOverARestartOnTheSamePort() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        try (first) {
            execute(first, "CREATE TABLE kept AS SELECT 'before' AS word");
        }

        try (PostgresServer second = PostgresServer.start(directory, first.port())) {
            assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
            assertThat(second.password()).isEqualTo(first.password());
            assertThat(query(second, "SELECT word FROM kept")).isEqualTo("before");
        }
    }

    @Test
    void stopsTheOrphanOfAKilledParentAndStarts() throws Exception {
        int port;
        ProcessHandle orphan;
        try (ChildJvm child = ChildJvm.start(PostgresMain.class, directory.toString(), "0")) {
            port = Integer.parseInt(child.line());
            child.kill();
            orphan = Postmaster.namedIn(directory.resolve("cluster")).orElseThrow();
        }

        try (PostgresServer server = PostgresServer.start(directory, port)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void recoversFromAKillOfThePostmasterThoughItsProcessIdIsAStrangersNow() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        execute(first, "CREATE TABLE survivor AS SELECT 'committed' AS word");
        ProcessHandle postmaster =
                Postmaster.namedIn(directory.resolve("cluster")).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        first.close();
        Files.writeString(
                directory.resolve("cluster").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (PostgresServer second = PostgresServer.start(directory, first.port())) {
            assertThat(query(second, "SELECT word FROM survivor")).isEqualTo("committed");
        }
    }

    @Test
    void makesTheClusterAnewWhenItsFirstStartNeverEnded(@TempDir Path unfinished) throws Exception {
        Files.createDirectories(unfinished.resolve("cluster"));
        Files.writeString(unfinished.resolve("cluster").resolve("postgresql.conf"), "half written");

        try (PostgresServer server = PostgresServer.start(unfinished, 0)) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
