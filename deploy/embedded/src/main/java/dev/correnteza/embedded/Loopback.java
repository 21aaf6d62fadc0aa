package dev.correnteza.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Where all servers of this package listen. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    /**
     * Below the ports that systems hand out to outgoing connections: while a server is down, a client that keeps
     * trying such a port may be given it as its own, connect to itself, and keep the server from coming back.
     */
    private static final int FIRST_PORT = 15_000;

    private static final int LAST_PORT = 32_000;
    private static final int ATTEMPTS = 100;

    private Loopback() {}

    /** The port itself, or one that is free now when it is 0. */
    static int portOrFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        return port == 0 ? freePort() : port;
    }

    private static int freePort() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("free port: none found (expected: one between 15000 and 32000)");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
