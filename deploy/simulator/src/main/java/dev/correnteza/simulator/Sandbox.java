package dev.correnteza.simulator;

import reactor.netty.http.server.HttpServerRoutes;

/** One outside party, played on the simulator's port. */
public interface Sandbox {
    /** Adds its addresses. Those below {@code /_simulator/} are for looking at and steering the sandbox, not the party's own. */
    void addRoutes(HttpServerRoutes routes);
}
