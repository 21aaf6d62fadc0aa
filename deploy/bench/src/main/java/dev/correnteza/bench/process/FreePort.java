package dev.correnteza.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * A port below those that systems give to outgoing connections: a server that is killed must find its port free when it comes back.
 */
final class FreePort {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    static int find() {
        return find(new Random());
    }

    static int find(Random random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(Stack.HOST))) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("free port: none found (expected: one between 15000 and 32000)");
    }
}
