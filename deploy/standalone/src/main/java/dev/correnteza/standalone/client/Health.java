package dev.correnteza.standalone.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks parts whether they accept work. */
public final class Health {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** Whether a GET is answered 200. */
    public boolean answers(String url) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a service says that it is ready. */
    public boolean isReady(String serviceUrl) {
        return answers(serviceUrl + "/actuator/health/readiness");
    }

    /** Whether somebody listens. */
    public static boolean accepts(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(TIMEOUT.toMillis()));
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
