package dev.correnteza.ingest.webhook;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/** The event loop of a request's connection: what it runs needs no other thread, and a timer there costs next to nothing. */
final class ConnectionScheduler {
    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>(); // as many as there are event loops

    Scheduler of(HttpServerRequest request) {
        EventLoop[] loop = new EventLoop[1];
        request.withConnection(connection -> loop[0] = connection.channel().eventLoop());
        return schedulers.computeIfAbsent(loop[0], Schedulers::fromExecutorService);
    }
}
