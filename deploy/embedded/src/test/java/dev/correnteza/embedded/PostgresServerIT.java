package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir
    Path directory;

    @Test
    void keepsRowsOverARestartOnTheSamePort() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        try (first) {
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('before')");
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
    void recoversFromAKillOfThePostmaster() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        execute(first, "CREATE TABLE kept AS SELECT 'committed' AS word");
        ProcessHandle postmaster =
                Postmaster.namedIn(directory.resolve("cluster")).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        first.close();

        try (PostgresServer second = PostgresServer.start(directory, first.port())) {
            assertThat(query(second, "SELECT word FROM kept")).isEqualTo("committed");
        }
    }

    @Test
    void startsThoughItsProcessIdBelongsToAStranger() throws Exception {
        PostgresServer.start(directory, 0).close();
        Files.writeString(
                directory.resolve("cluster").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void makesTheClusterAnewWhenItsFirstStartNeverEnded() throws Exception {
        Files.createDirectories(directory.resolve("cluster"));
        Files.writeString(directory.resolve("cluster").resolve("postgresql.conf"), "half written");

        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void isDurableAndItsRoleIsNoSuperuser() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(server, "SHOW server_version")).startsWith("18");
            assertThat(query(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.username(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "28P01");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsItsPasswordsToTheOwner() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");

        PostgresServer.start(directory, 0).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("superuser-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesADirectoryThatAnotherServes() {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThatThrownBy(() -> PostgresServer.start(directory, 0)).hasMessageContaining("in use");

            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            Reachability.assertOnlyOnLoopback(server.port());
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
