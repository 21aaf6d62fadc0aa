package dev.correnteza.embedded;

import java.nio.file.Path;

/** Arguments: data directory, port. Says its port, then runs until killed. */
final class PostgresMain {

    private PostgresMain() {}

    public static void main(String[] args) throws Exception {
        PostgresServer server = PostgresServer.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println(server.port());
        Thread.currentThread().join();
    }
}
