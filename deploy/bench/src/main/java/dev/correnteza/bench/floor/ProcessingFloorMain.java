package dev.correnteza.bench.floor;

import dev.correnteza.bench.process.ParentWatch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;

/**
 * Arguments: a port that is opened once it runs, address of the broker, URL and user of the database, and a topic for each lane. The
 * database's password comes in the environment. Runs until killed.
 */
public final class ProcessingFloorMain {
    /** Environment variable. */
    public static final String PASSWORD = "BENCH_FLOOR_PASSWORD";

    private static final int TOPICS_FROM = 4;

    private ProcessingFloorMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        for (int lane = TOPICS_FROM; lane < args.length; lane++) {
            Connection connection = DriverManager.getConnection(args[2], args[3], System.getenv(PASSWORD));
            if (lane == TOPICS_FROM) {
                ProcessingFloor.createTables(connection);
            }
            String topic = args[lane];
            Thread.ofPlatform().name(topic).start(() -> {
                try {
                    ProcessingFloor.run(args[1], topic, topic, connection);
                } catch (Exception e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            });
        }
        try (ServerSocket running =
                new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            while (true) {
                running.accept().close();
            }
        }
    }
}
