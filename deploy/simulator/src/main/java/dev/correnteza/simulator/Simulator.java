package dev.correnteza.simulator;

import java.util.List;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A running simulator. What it was told and what it took is kept in memory, bounded, and gone when it stops. */
public final class Simulator implements AutoCloseable {
    private final DisposableServer server;

    private Simulator(DisposableServer server) {
        this.server = server;
    }

    /**
     * Starts on 127.0.0.1.
     *
     * @param port 0 for any free one
     */
    public static Simulator start(int port, List<Sandbox> sandboxes) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> sandboxes.forEach(sandbox -> sandbox.addRoutes(routes)))
                .bindNow();
        return new Simulator(server);
    }

    /** Address without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
